using System.Collections.Generic;

namespace RnnLint.Probing;

/// <summary>A Jacobian that the code forms element by element and never multiplies by anything.</summary>
internal static class ExplicitJacobian
{
    internal sealed record Finding(Verdict Verdict, string Cause, List<int> Products, List<HypothesisError> Errors);

    public static Finding? Judge(Cell cell, int group, List<Event> lone) => null;
}
