namespace RnnLint.Core.Tests.Programs.Generated;

/// <summary>Identifiers as different people would choose them.</summary>
internal sealed record Naming(string Class, string Recurrent, string Input, string Bias, string Gradient, string State, string Memory, string Train, string Forward, string Backward)
{
    private static readonly Naming[] Schemes =
    [
        new("Rnn", "W", "U", "b", "d", "h", "c", "Train", "Forward", "Backward"),
        new("ReseauRecurrent", "poidsRecurrents", "poidsEntree", "biais", "gradient", "etat", "memoire", "Apprendre", "Propager", "Retropropager"),
        new("Zelle", "rueckkopplung", "eingang", "schwelle", "ableitung", "zustand", "speicher", "Lernen", "Vorwaerts", "Rueckwaerts"),
        new("Box", "t1", "t2", "t3", "g", "s", "q", "Go", "A", "B"),
        new("SequenceLearner", "transposed", "weights", "offsets", "delta", "activity", "carry", "Fit", "Predict", "Learn"),
    ];

    public static int Count => Schemes.Length;

    public static Naming Of(int scheme) => Schemes[scheme];
}
