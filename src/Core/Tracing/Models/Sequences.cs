using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>What every ordered run of items has in common, whichever heap object holds it.</summary>
public static class Sequences
{
    /// <summary>The items of an object that needs no interpreted code to be enumerated; null for any other.</summary>
    public static IEnumerable<Value>? Items(IMachine machine, Value sequence) => sequence.AsObject switch
    {
        ArrayObject array => array.Cells,
        ListObject list => Live(machine, list),
        Window window => Cells(window),
        VectorWindow vectors => Enumerable.Range(0, vectors.Length).Select(i => vectors.Place(i).Load()),
        DictionaryObject dictionary => Entries(machine, dictionary),
        SequenceObject lazy => lazy.Items(),
        GroupingObject group => group.Items,
        string text => text.Select(Value.Of),
        _ => null,
    };

    /// <summary>The places of an array, list or span, for <c>ref</c> access; null for what has none.</summary>
    public static Location? Place(Value sequence, int index) => sequence.AsObject switch
    {
        ArrayObject array => new CellLocation(array.Cells, index),
        Window window => new CellLocation(window.Cells, window.Start + index),
        VectorWindow vectors => vectors.Place(index),
        ListObject list => new AccessorLocation(() => list.Items[index], value => list.Items[index] = value),
        _ => null,
    };

    /// <summary>Number of items where it is known without enumerating, else −1.</summary>
    public static int Count(Value sequence) => sequence.AsObject switch
    {
        ArrayObject array => array.Length,
        ListObject list => list.Items.Count,
        Window window => window.Length,
        VectorWindow vectors => vectors.Length,
        DictionaryObject dictionary => dictionary.Count,
        GroupingObject group => group.Items.Count,
        TupleObject tuple => tuple.Items.Length,
        string text => text.Length,
        _ => -1,
    };

    /// <summary>The cells of an array or span, which aliases them; false for anything else.</summary>
    public static bool TryCells(Value sequence, out Value[] cells, out int start, out int length)
    {
        (cells, start, length) = sequence.AsObject switch
        {
            ArrayObject array => (array.Cells, 0, array.Length),
            Window window => (window.Cells, window.Start, window.Length),
            null => ([], 0, 0),
            _ => (null!, 0, 0),
        };
        return cells is not null;
    }

    /// <summary>The element type of an array, span, list or other generic sequence type.</summary>
    public static ITypeSymbol? ElementType(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } => arguments[0],
        _ => null,
    };

    /// <summary>Key and value of a dictionary's entry, as a KeyValuePair.</summary>
    public static Value Entry(IMachine machine, DictionaryObject dictionary, Value key)
    {
        var arguments = (dictionary.Type as INamedTypeSymbol)?.TypeArguments ?? default;
        var type = arguments is { IsDefault: false, Length: 2 }
            ? machine.Compilation.TypeNamed("System.Collections.Generic.KeyValuePair`2")?.Construct(arguments[0], arguments[1])
            : null;
        return Value.Of(new TupleObject(type, [key, dictionary.Find(key)!.Value]));
    }

    private static IEnumerable<Value> Live(IMachine machine, ListObject list)
    {
        var count = list.Items.Count;
        for (var i = 0; i < count; i++)
        {
            yield return list.Items[i];
            if (list.Items.Count != count)
                throw machine.Throw("System.InvalidOperationException", "Collection was modified; enumeration operation may not execute.");
        }
    }

    private static IEnumerable<Value> Cells(Window window)
    {
        for (var i = 0; i < window.Length; i++)
            yield return new CellLocation(window.Cells, window.Start + i).Load();
    }

    private static IEnumerable<Value> Entries(IMachine machine, DictionaryObject dictionary)
    {
        var keys = dictionary.Keys.ToArray();
        foreach (var key in keys)
        {
            yield return dictionary.HoldsKeysOnly ? key : Entry(machine, dictionary, key);
            if (dictionary.Count != keys.Length)
                throw machine.Throw("System.InvalidOperationException", "Collection was modified; enumeration operation may not execute.");
        }
    }
}
