"""One turn as a LangGraph graph: look → read → (plan) → choose | compare | inquire → word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langgraph.graph import END, START, StateGraph

from guide.conversation.nodes import Nodes, of_act
from guide.conversation.shop import Shop
from guide.conversation.state import State

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langgraph.checkpoint.base import BaseCheckpointSaver
    from langgraph.graph.state import CompiledStateGraph


def build_graph(
    shop: Shop, model: BaseChatModel | None, saver: BaseCheckpointSaver[str] | None
) -> CompiledStateGraph[Any, Any, Any, Any]:
    """Return the compiled graph; with a model, it reads, plans and words too, checked by code."""
    nodes = Nodes(shop, model)
    graph = StateGraph(State)
    for name in ("look", "read", "plan", "choose", "compare", "inquire", "word"):
        graph.add_node(name, getattr(nodes, name))
    graph.add_edge(START, "look")
    graph.add_edge("look", "read")
    graph.add_conditional_edges("read", nodes.after_reading)
    graph.add_conditional_edges("plan", of_act)
    for name in ("choose", "compare", "inquire"):
        graph.add_edge(name, "word")
    graph.add_edge("word", END)
    return graph.compile(checkpointer=saver)
