using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>What a model of a library member may ask of the interpreter.</summary>
public interface IMachine
{
    Compilation Compilation { get; }

    Tape Tape { get; }

    Arithmetic Arithmetic { get; }

    Fuel Fuel { get; }

    /// <summary>Calls a delegate of the interpreted program.</summary>
    Value Invoke(Value function, params Value[] arguments);

    /// <summary>The items of anything that can be enumerated: array, list, dictionary, span, lazy sequence, or an interpreted IEnumerable.</summary>
    IEnumerable<Value> Enumerate(Value sequence);

    /// <summary>Equality as <c>object.Equals</c> sees it, user overrides and records included.</summary>
    bool AreEqual(Value x, Value y);

    /// <summary>Order as <c>Comparer&lt;T&gt;.Default</c> sees it.</summary>
    int Compare(Value x, Value y);

    /// <summary>A dictionary comparer over <see cref="AreEqual"/>.</summary>
    IEqualityComparer<Value> EqualityComparer { get; }

    /// <summary><c>default(T)</c>.</summary>
    Value DefaultOf(ITypeSymbol type);

    /// <summary>A fresh array of defaults; spends fuel for its elements.</summary>
    ArrayObject NewArray(ITypeSymbol elementType, params int[] lengths);

    /// <summary>A fresh random number in [low, high) as a leaf of its own.</summary>
    Value RandomLeaf(double low, double high, ValueKind kind);

    /// <summary>A deterministic integer in [low, high) for a generator's draw.</summary>
    long RandomInteger(long low, long high);

    /// <summary>Stands for the result of something that cannot be interpreted; <paramref name="what"/> is listed in the report.</summary>
    Value Opaque(ITypeSymbol? type, string what, params Value[] inputs);

    /// <summary>Notes that two arrays that were to be taken item by item have different lengths, and that the longer one's rest was left out.</summary>
    void NoteUnequalLengths();

    /// <summary>The exception to throw where the real member would throw <paramref name="exceptionType"/> (a full name).</summary>
    InterpretedException Throw(string exceptionType, string message);
}
