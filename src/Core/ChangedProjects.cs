using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint;

/// <summary>Compilations after a change, with what they refer to after it: a project that several refer to stays one. Not safe for concurrent use.</summary>
/// <param name="change">Changes what is a compilation's own; the same compilation where nothing is. Asked once for each.</param>
public sealed class ChangedProjects(Func<Compilation, Compilation> change)
{
    private readonly Dictionary<Compilation, Compilation> _known = new();

    /// <summary>The same compilation where nothing that it is made of is another.</summary>
    public Compilation Of(Compilation before)
    {
        if (_known.TryGetValue(before, out var now))
            return now;
        now = change(before);
        foreach (var reference in before.References.OfType<CompilationReference>())
        {
            if (Of(reference.Compilation) is var other && other != reference.Compilation)
                now = now.ReplaceReference(reference, other.ToMetadataReference(reference.Properties.Aliases, reference.Properties.EmbedInteropTypes));
        }

        _known.Add(before, now);
        return now;
    }

    /// <summary>Other trees in the places of some.</summary>
    /// <param name="change">The same tree where nothing is to be changed; asked once for each.</param>
    internal static ChangedProjects WithTrees(Func<SyntaxTree, SyntaxTree> change)
    {
        var known = new Dictionary<SyntaxTree, SyntaxTree>();
        return new ChangedProjects(before => before.SyntaxTrees.Aggregate(before, (now, tree) =>
        {
            if (!known.TryGetValue(tree, out var other))
                known.Add(tree, other = change(tree));
            return other == tree ? now : now.ReplaceSyntaxTree(tree, other);
        }));
    }
}
