

def test_a_preference_on_an_amount_does_not_lift_the_must_beside_it() -> None:
    source = Source(1)
    must = Constraint("c1", "weight", "range", "must", source, high=1500, unit="g")
    light = Constraint("c2", "weight", "range", "prefer", source, high=1500, unit="g")
    need = apply(Need(), Turn("wish", "", edits=(AddConstraint(must), AddConstraint(light))))
    assert need.constraints == (must, light)
