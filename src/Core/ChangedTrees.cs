using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint;

/// <summary>Compilations with other trees in the places of some, in what they refer to as well: a project that several refer to stays one. Not safe for concurrent use.</summary>
/// <param name="change">The same tree where nothing is to be changed; asked once for each.</param>
internal sealed class ChangedTrees(Func<SyntaxTree, SyntaxTree> change)
{
    private readonly Dictionary<Compilation, Compilation> _compilations = new();
    private readonly Dictionary<SyntaxTree, SyntaxTree> _trees = new();

    /// <summary>The same compilation where no tree is another.</summary>
    public Compilation In(Compilation before)
    {
        if (_compilations.TryGetValue(before, out var now))
            return now;
        now = before;
        foreach (var tree in before.SyntaxTrees)
        {
            if (Of(tree) is var other && other != tree)
                now = now.ReplaceSyntaxTree(tree, other);
        }

        foreach (var reference in before.References.OfType<CompilationReference>())
        {
            if (In(reference.Compilation) is var other && other != reference.Compilation)
                now = now.ReplaceReference(reference, other.ToMetadataReference(reference.Properties.Aliases, reference.Properties.EmbedInteropTypes));
        }

        _compilations.Add(before, now);
        return now;
    }

    private SyntaxTree Of(SyntaxTree tree)
    {
        if (!_trees.TryGetValue(tree, out var other))
            _trees.Add(tree, other = change(tree));
        return other;
    }
}
