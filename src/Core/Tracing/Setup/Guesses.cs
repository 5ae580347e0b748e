using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RnnLint.Tracing;

/// <summary>
/// Integers and lengths of arrays that were made up for the code, and what the code has shown them to be: it compares one with what it expects, and
/// throws. The trace is then begun again with what was expected. A made-up integer carries a mark wherever it is copied, and so does a product of several.
/// </summary>
internal sealed class Guesses
{
    private const long Largest = 10_000;

    private readonly List<ImmutableArray<string>> _sources = new() { ImmutableArray<string>.Empty };
    private readonly Dictionary<string, int> _marks = new(StringComparer.Ordinal);
    private readonly Dictionary<(int, int), int> _products = new();
    private readonly HashSet<string> _dispensable = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lengths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _learnt = new(StringComparer.Ordinal);
    private readonly Dictionary<SyntaxNode, (long Reached, Value Guess)> _bounds = new();
    private Comparison? _last;

    /// <summary>The same learnt numbers, to learn more with: marks are given out anew in each trace.</summary>
    public Guesses Copy()
    {
        var copy = new Guesses();
        foreach (var learnt in _learnt)
            copy._learnt.Add(learnt.Key, learnt.Value);
        return copy;
    }

    /// <summary>The integer of this name, marked: what was learnt, or else the guess.</summary>
    /// <param name="name">What it is the size of; the same in every trace of the route.</param>
    /// <param name="kind">Its type.</param>
    /// <param name="guess">What it is until something was learnt.</param>
    /// <param name="isDispensable">True where its object left it at zero, which may have been meant.</param>
    public Value Integer(string name, ValueKind kind, int guess, bool isDispensable = false)
    {
        if (isDispensable)
            _dispensable.Add(name);
        return Value.Integer(kind, _learnt.TryGetValue(name, out var known) ? known : guess, MarkOf(name));
    }

    /// <summary>The length learnt for an array; null for none. <paramref name="mark"/> is for the array to carry.</summary>
    public int? Length(string name, out int mark)
    {
        name += ".Length";
        _lengths.Add(name);
        mark = MarkOf(name);
        return _learnt.TryGetValue(name, out var known) ? known : null;
    }

    /// <summary>The mark of a product; 0 where it says nothing about its factors.</summary>
    public int Product(Value left, Value right)
    {
        if (left.Mark == 0 || right.Mark == 0)
            return left.Mark > 0 && right.AsInteger == 1 ? left.Mark : right.Mark > 0 && left.AsInteger == 1 ? right.Mark : 0;
        if (_products.TryGetValue((left.Mark, right.Mark), out var known))
            return known;
        var (sources, others) = (_sources[left.Mark], _sources[right.Mark]);
        var mark = sources.Intersect(others).Any() ? 0 : Add(sources.AddRange(others));
        _products.Add((left.Mark, right.Mark), mark);
        return mark;
    }

    /// <summary>Notes a comparison that did not come out even, or one of which is the larger; and how far a loop has come.</summary>
    public void Compared(Value left, Value right, BinaryOperatorKind kind, SyntaxNode syntax)
    {
        if (kind == BinaryOperatorKind.LessThan && right.Mark != 0)
            _bounds[syntax] = (left.AsInteger, right);
        var isEquality = kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals;
        if (isEquality ? left.AsInteger != right.AsInteger : IsDispensable(left) || IsDispensable(right))
            _last = new Comparison(left, right, isEquality, syntax);
    }

    /// <summary>Learns from the last comparison, where the member that made it is the one that throws; false where there is nothing new to learn.</summary>
    public bool Learn(SyntaxNode? thrown)
    {
        if (_last is not { } last || thrown is null || MemberOf(last.Syntax) != MemberOf(thrown))
            return false;
        _last = null;
        if (!last.IsEquality)
        {
            if (new[] { last.Left, last.Right }.FirstOrDefault(IsDispensable) is not { Mark: > 0 } idle)
                return false;
            _learnt.Add(_sources[idle.Mark][0], 0);
            return true;
        }

        // A plain integer is the safest to change, a product of several the least.
        foreach (var (guess, wanted) in new[] { (last.Left, last.Right), (last.Right, last.Left) }.OrderBy(pair => Rank(pair.Item1)))
        {
            if (guess.Mark == 0 || wanted.AsInteger is < 1 or > Largest || _sources[guess.Mark].Any(_learnt.ContainsKey))
                continue;

            // Of several factors one is all that is wanted.
            foreach (var source in _sources[guess.Mark])
                _learnt.Add(source, source == _sources[guess.Mark][0] ? (int)wanted.AsInteger : 1);
            return true;
        }

        return false;
    }

    /// <summary>
    /// Learns from an access beyond the end of an array that was not made up, by a loop that runs as far as a guess: that is as long as the array. False
    /// where there is no such loop around it.
    /// </summary>
    /// <param name="array">The array accessed.</param>
    /// <param name="indices">One per dimension.</param>
    /// <param name="access">Where.</param>
    public bool Learn(ArrayObject array, int[] indices, SyntaxNode? access)
    {
        for (var dimension = 0; dimension < array.Rank; dimension++)
        {
            var (index, length) = (indices[dimension], array.Lengths[dimension]);
            if (index < length)
                continue;
            foreach (var loop in access?.Ancestors().OfType<ForStatementSyntax>() ?? [])
            {
                if (loop.Condition is not { } condition || !_bounds.TryGetValue(condition, out var bound) || bound.Reached != index || _sources[bound.Guess.Mark] is not { Length: 1 } sources)
                    continue;
                var source = sources[0];
                if (_learnt.ContainsKey(source) || length < 1)
                    return false;
                _learnt.Add(source, length);
                return true;
            }
        }

        return false;
    }

    private int Rank(Value guess) => _sources[guess.Mark].Length > 1 ? 2 : _sources[guess.Mark].Any(_lengths.Contains) ? 1 : 0;

    private bool IsDispensable(Value guess) =>
        guess.Mark > 0 && _sources[guess.Mark].Length == 1 && _dispensable.Contains(_sources[guess.Mark][0]) && !_learnt.ContainsKey(_sources[guess.Mark][0]);

    private static SyntaxNode? MemberOf(SyntaxNode node) => node.FirstAncestorOrSelf<MemberDeclarationSyntax>();

    private int MarkOf(string name)
    {
        if (!_marks.TryGetValue(name, out var mark))
            _marks.Add(name, mark = Add(ImmutableArray.Create(name)));
        return mark;
    }

    private int Add(ImmutableArray<string> sources)
    {
        _sources.Add(sources);
        return _sources.Count - 1;
    }

    private sealed record Comparison(Value Left, Value Right, bool IsEquality, SyntaxNode Syntax);
}
