namespace RnnLint.Fuzzing.Running;

internal enum OutcomeKind
{
    /// <summary>Interpreted to the end, with the results of the compiled run.</summary>
    Same,

    /// <summary>The interpreter gave another value than the compiled run: a fault.</summary>
    Different,

    /// <summary>The interpreter failed with an exception that is not its own way of stopping: a fault.</summary>
    Crashed,

    /// <summary>The interpreter stopped and said why.</summary>
    Stopped,

    /// <summary>A library member has no model: what it returns is unknown, and said to be.</summary>
    Unknown,

    /// <summary>The generator wrote what is not C#: a fault of the generator.</summary>
    DoesNotCompile,
}

/// <param name="Detail">Why it stopped; or, of a fault, what was expected and what came.</param>
internal sealed record Outcome(OutcomeKind Kind, string Detail = "")
{
    public bool IsFault => Kind is OutcomeKind.Different or OutcomeKind.Crashed or OutcomeKind.DoesNotCompile;
}
