using System.Collections.Generic;
using RnnLint.Tracing;

namespace RnnLint.Derivation;

/// <summary>What a step of the derivation is about.</summary>
public enum StepKind
{
    /// <summary>The forward pass in index form.</summary>
    Forward,

    /// <summary>What the matrix multiplies, and its derivative.</summary>
    Activation,

    /// <summary>The derivative by what the matrix multiplies: the delta ends the sum.</summary>
    Inner,

    /// <summary>The chain rule.</summary>
    Chain,

    /// <summary>The Jacobian as a matrix, and written out for two units.</summary>
    Jacobian,

    /// <summary>One entry off the diagonal, as a sentence.</summary>
    Entry,

    /// <summary>What the code computes.</summary>
    Code,

    /// <summary>The other layout.</summary>
    Layout,

    /// <summary>From the Jacobian to the cotangents.</summary>
    Backward,

    /// <summary>What a transposed matrix changes, and what it does not.</summary>
    Consequences,
}

/// <summary>Where the transpose comes from, for one cell, in the names of its code. The equations of the
/// forward pass and the entries of the Jacobian were evaluated against the traces; the steps between follow from the same rules, and the backward products
/// are the code's own, term by term.</summary>
/// <param name="Steps">In order; empty where <paramref name="Obstacle"/> says why.</param>
/// <param name="Obstacle">Why there is no derivation, as the end of a sentence; null where there is one.</param>
public sealed record Explanation(IReadOnlyList<ExplanationStep> Steps, string? Obstacle);

/// <param name="Title">A short heading.</param>
/// <param name="Blocks">What is said, in order.</param>
/// <param name="Sites">Where in the code.</param>
public sealed record ExplanationStep(StepKind Kind, string Title, IReadOnlyList<Block> Blocks, IReadOnlyList<Site> Sites);

/// <summary>A paragraph, a formula or a table.</summary>
public abstract record Block;

/// <summary>A paragraph.</summary>
public sealed record Prose(IReadOnlyList<Inline> Parts) : Block;

/// <summary>Formulas that are equal, on a line of their own.</summary>
public sealed record Relation(IReadOnlyList<Formula> Sides) : Block;

/// <summary>A matrix of formulas, row by row, and what it is.</summary>
public sealed record FormulaMatrix(Formula Name, IReadOnlyList<IReadOnlyList<Formula>> Rows) : Block;

/// <summary>Figures.</summary>
public sealed record FigureTable(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows) : Block;

/// <summary>A part of a paragraph.</summary>
public abstract record Inline;

public sealed record Words(string Text) : Inline;

public sealed record InCode(string Text) : Inline;

public sealed record Maths(Formula Formula) : Inline;
