using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Derivation;

/// <summary>What a derivation says of one name in the code, for where there is no room for all of it.</summary>
public static class Excerpt
{
    private static readonly StepKind[] Kept = [StepKind.Forward, StepKind.Chain, StepKind.Code, StepKind.Backward];

    /// <summary>The names of the states and pre-activations that a derivation speaks of, as far as they are the code's.</summary>
    public static IReadOnlyCollection<string> States(Explanation explanation) => explanation.Steps.SelectMany(step => step.Blocks).OfType<Relation>().SelectMany(Elements)
        .Where(element => element.Of is { IsNamed: true, Kind: QuantityKind.State or QuantityKind.Preactivation }).Select(element => element.Of.Name).Distinct().ToList();

    /// <summary>The formulas that the name is in, with what the code computes; nothing where the name is in none.</summary>
    /// <param name="name">A matrix or a state; null for the whole cell.</param>
    public static IReadOnlyList<ExplanationStep> About(Explanation explanation, string? name)
    {
        var steps = explanation.Steps.Where(step => Kept.Contains(step.Kind))
            .Select(step => step with { Blocks = step.Blocks.Where((block, i) => block is Relation relation && (name is null || step.Kind is StepKind.Code or StepKind.Backward || Mentions(relation, name))
                || step.Kind == StepKind.Code && block is Prose && !Announces(step.Blocks, i)).ToList() })
            .Where(step => step.Blocks.Count > 0).ToList();
        return name is null || steps.Exists(step => step.Kind is StepKind.Forward or StepKind.Chain) ? steps : [];
    }

    /// <summary>True for the words before what is left out.</summary>
    private static bool Announces(IReadOnlyList<Block> blocks, int at) => at + 1 < blocks.Count && blocks[at + 1] is not (Relation or Prose)
        && blocks[at] is Prose prose && prose.Parts.LastOrDefault() is Words words && words.Text.EndsWith(":", StringComparison.Ordinal);

    private static bool Mentions(Relation relation, string name) => Elements(relation).Any(element => element.Of.Name == name);

    private static IEnumerable<Element> Elements(Relation relation) => relation.Sides.SelectMany(Formulas.Elements);
}
