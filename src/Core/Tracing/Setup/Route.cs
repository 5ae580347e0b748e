using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>
/// A way through the code that should pass a forward and a backward pass: the members to call, in order, on one object made by
/// its constructor.
/// </summary>
public sealed record Route(INamedTypeSymbol Type, ImmutableArray<RouteStep> Steps)
{
    /// <summary>The class that the route is to show: what its callers know only as a base or interface of it is one of these. Null for the route's own.</summary>
    public INamedTypeSymbol? Shown { get; init; }

    /// <summary>A member that readies the object before anything else is called (a Reset, a Begin, an Init that is told the sizes); null for none.</summary>
    public IMethodSymbol? Preparation { get; init; }

    /// <summary>True where the author says that these members belong together.</summary>
    public bool IsHinted { get; init; }

    /// <summary>True where nothing but the code's own calls decides what flows where: one member called once.</summary>
    public bool IsOwnCall => Steps.Length == 1 && Steps[0].Times == StepTimes.Once;

    public override string ToString() => string.Join(", then ", Steps.Select(step => step.ToString()));
}

/// <summary>How often a member of a route is called.</summary>
public enum StepTimes
{
    Once,

    /// <summary>Once for each step of time, forwards.</summary>
    EachStep,

    /// <summary>Once for each step of time, from the last to the first.</summary>
    EachStepBackwards,
}

/// <summary>One member of a route.</summary>
/// <param name="Method">The member to call.</param>
/// <param name="Times">How often.</param>
/// <param name="Feedback">Ordinal of the parameter that gets what the previous call returned; −1 for none.</param>
/// <param name="Returned">Which item of a returned tuple is fed back; −1 for the whole.</param>
public sealed record RouteStep(IMethodSymbol Method, StepTimes Times = StepTimes.Once, int Feedback = -1, int Returned = -1)
{
    public override string ToString()
    {
        var name = Method.Name == "<Main>$" ? "the top-level statements" : Method.ContainingType.Name + "." + Method.Name;
        return Times == StepTimes.Once ? name : name + " at each step";
    }
}
