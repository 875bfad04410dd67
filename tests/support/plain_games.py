"""Games solved by plain recursion over the rules, to compare solvers with."""


def plain_minimax(rules, state, seat):
    """Return the payoff of a seat under perfect play of both, by looking at every line of play."""
    if state.mover < 0:
        return rules.payoffs(state)[seat]
    values = [plain_minimax(rules, rules.transition(state, move), seat) for move in rules.legal_moves(state)]
    return max(values) if state.mover == seat else min(values)


def plain_best(rules, state, seat, odds):
    """Return what best play of a seat is expected to earn whose opponent moves by ``odds(state)``, {move: odds}."""
    if state.mover < 0:
        return rules.payoffs(state)[seat]
    if state.mover == seat:
        return max(plain_best(rules, rules.transition(state, move), seat, odds) for move in rules.legal_moves(state))
    return sum(
        odd * plain_best(rules, rules.transition(state, move), seat, odds) for move, odd in odds(state).items() if odd
    )


def plain_informed_best(rules, worlds, seat, odds):
    """Return the expected payoff of best play of a seat that cannot tell some worlds apart.

    Args:
        rules: of the game.
        worlds: (weight, state) of each; the seat sees the same in all of them.
        seat: 0 or 1.
        odds: ``odds(state)`` of the opponent: {move: probability}.
    """
    over = [weight * rules.payoffs(state)[seat] for weight, state in worlds if state.mover < 0]
    live = [(weight, state) for weight, state in worlds if state.mover >= 0]
    if not live:
        return sum(over)
    if live[0][1].mover == seat:
        return sum(over) + max(
            plain_informed_best(rules, [(w, rules.transition(s, move)) for w, s in live], seat, odds)
            for move in rules.legal_moves(live[0][1])
        )
    told = {}
    for weight, state in live:
        for move, odd in odds(state).items():
            if odd:
                told.setdefault(move, []).append((weight * odd, rules.transition(state, move)))
    return sum(over) + sum(plain_informed_best(rules, group, seat, odds) for group in told.values())
