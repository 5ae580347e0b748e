namespace RnnLint.Core.Tests.Programs.Generated;

/// <summary>One gate: a matrix of recurrent weights, one for the inputs, a bias, and what is done with their sum.</summary>
/// <param name="Name">Suffix of its arrays.</param>
/// <param name="IsTanh">Else the logistic function.</param>
/// <param name="Operand">The vector that the recurrent matrix multiplies: the state before, or one made of it.</param>
internal sealed record Gate(string Name, bool IsTanh, string Operand);

/// <summary>
/// A cell as lines of C#, in terms of arrays that are named alike in every organisation: <c>x</c>, <c>hp</c> and <c>h</c> (input, state before, state), <c>cp</c> and
/// <c>c</c> (memory), one array for each gate's output, <c>dh</c> and <c>dc</c> (what comes back to h and c), <c>dhp</c> and <c>dcp</c> (what goes on to the step before).
/// </summary>
/// <param name="Gates">In the order of the forward pass.</param>
/// <param name="Made">Vectors that are made of gates and the state before, within a step: name and value at j.</param>
/// <param name="State">Lines that make the state of unit j.</param>
/// <param name="Back">
/// For each gate in the order of the backward pass: what comes back to its output at unit j, and lines at unit j that follow once its products are there.
/// </param>
/// <param name="Rest">What goes to the state before at unit j without passing a matrix; empty for nothing.</param>
internal sealed record CellText(Gate[] Gates, (string Name, string Value)[] Made, string[] State, (string Gate, string ToOutput, string[] Then)[] Back, string Rest, string[] First)
{
    public bool HasMemory => State.Any(line => line.StartsWith("c[j]", StringComparison.Ordinal));

    public static CellText Of(Cell cell) => cell switch
    {
        Cell.Elman => Plain(isTanh: true),
        Cell.LogisticElman => Plain(isTanh: false),
        Cell.Leaky => new(
            [new("y", true, "hp")], [], ["h[j] = 0.7@ * hp[j] + 0.3@ * y[j];"], [("y", "0.3@ * dh[j]", [])], "0.7@ * dh[j]", []),
        Cell.MinimalGated => new(
            [new("f", false, "hp"), new("y", true, "fh")], [("fh", "f[j] * hp[j]")],
            ["h[j] = (1 - f[j]) * hp[j] + f[j] * y[j];"],
            [("y", "dh[j] * f[j]", ["dhp[j] += to_y[j] * f[j];"]), ("f", "dh[j] * (y[j] - hp[j]) + to_y[j] * hp[j]", [])],
            "dh[j] * (1 - f[j])", []),
        Cell.Gru => new(
            [new("z", false, "hp"), new("r", false, "hp"), new("y", true, "rh")], [("rh", "r[j] * hp[j]")],
            ["h[j] = z[j] * hp[j] + (1 - z[j]) * y[j];"],
            [("y", "dh[j] * (1 - z[j])", ["dhp[j] += to_y[j] * r[j];"]), ("r", "to_y[j] * hp[j]", []), ("z", "dh[j] * (hp[j] - y[j])", [])],
            "dh[j] * z[j]", []),
        _ => new(
            [new("i", false, "hp"), new("f", false, "hp"), new("o", false, "hp"), new("g", true, "hp")], [],
            ["c[j] = f[j] * cp[j] + i[j] * g[j];", "h[j] = o[j] * Tanh(c[j]);"],
            [("o", "dh[j] * Tanh(c[j])", []), ("f", "dc[j] * cp[j]", []), ("i", "dc[j] * g[j]", []), ("g", "dc[j] * i[j]", [])],
            "", ["dc[j] += dh[j] * o[j] * (1 - Tanh(c[j]) * Tanh(c[j]));", "dcp[j] = dc[j] * f[j];"]),
    };

    private static CellText Plain(bool isTanh) => new([new("y", isTanh, "hp")], [], ["h[j] = y[j];"], [("y", "dh[j]", [])], "", []);
}
