using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>An object of the interpreted program.</summary>
public abstract class HeapObject(ITypeSymbol? type)
{
    /// <summary>Its run-time type; null where the object stands for a library type that the compilation does not know.</summary>
    public ITypeSymbol? Type { get; } = type;

    /// <summary>
    /// Everything it holds, named fields or indexed elements, in declaration or index order. This is how leaves are given
    /// their provenance and how the final arrays are read, whatever the storage.
    /// </summary>
    public virtual IEnumerable<HeapSlot> Slots() => Array.Empty<HeapSlot>();

    /// <summary>The object to store where a value type is assigned; the object itself for a reference type.</summary>
    public virtual HeapObject CopyOnStore() => this;
}

/// <summary>One thing that an object holds.</summary>
/// <param name="Symbol">The field or property; null for an element.</param>
/// <param name="Name">The field's name, a dictionary's key, or empty for an indexed element.</param>
/// <param name="Indices">The element's indices; empty for a field.</param>
/// <param name="Location">Reads and replaces it.</param>
public readonly record struct HeapSlot(ISymbol? Symbol, string Name, ImmutableArray<int> Indices, Location Location);
