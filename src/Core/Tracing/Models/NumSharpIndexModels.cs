using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>NumSharp's indexers: numbers, slices as text or objects, masks; and single elements.</summary>
internal static class NumSharpIndexModels
{
    public static void Register(ModelTable table, TensorModels array, TensorCalls calls)
    {
        table.Type("NumSharp.Slice")
            .Add("op_Implicit", static call => Value.Of(call[0].AsString is { } text ? Single(call, Parse(call, text)) : Place(call, call[0])))
            .Add("Index", static call => Value.Of(Place(call, call[0])))
            .Add(".ctor", static call => Value.Of(call[0].AsString is { } text
                ? Single(call, Parse(call, text))
                : new AxisIndexObject(call.Method.ContainingType, AxisIndexKind.Range, Bound(call[0]), Bound(call[1]), call[2].AsInteger)));
        foreach (var (field, kind) in new[] { ("All", AxisIndexKind.Range), ("Ellipsis", AxisIndexKind.Ellipsis), ("NewAxis", AxisIndexKind.NewAxis) })
            table.AddField("NumSharp.Slice", field, (_, symbol) => Value.Of(new AxisIndexObject(symbol.Type, kind)));
        table.AddField("NumSharp.np", "newaxis", static (_, symbol) => Value.Of(new AxisIndexObject(symbol.Type, AxisIndexKind.NewAxis)));

        array.Add("get_Item", call => Mask(call) is { } mask ? Value.Of(Picked(call, calls.Tensor(call, call.Receiver), mask)) : Value.Of(View(call, calls)))
            .Add("set_Item", call => Set(call, calls))
            .Add(["GetDouble", "GetSingle", "GetInt32", "GetInt64", "GetBoolean", "GetValue"], call => Element(call, calls, call[0]).Load())
            .Add(["SetDouble", "SetSingle", "SetInt32", "SetInt64", "SetBoolean", "SetValue"], call => Store(call, Element(call, calls, call[1]), call[0]))
            .Add("GetAtIndex", call => Typed(call, At(call, calls, call[0])).Load())
            .Add("SetAtIndex", call => Store(call, At(call, calls, call[1]), call[0]))
            .Add("item", call => Item(call, calls))
            .Add("GetEnumerator", call => calls.Tensor(call, call.Receiver) is { Rank: > 1 } x
                ? call.ToEnumerator(Enumerable.Range(0, x.Shape[0]).Select(row => Value.Of(TensorViews.Select(x, 0, row))))
                : call.ToEnumerator(calls.Tensor(call, call.Receiver).Values));
    }

    private static TensorObject View(ModelCall call, TensorCalls calls) =>
        calls.Index(call, calls.Tensor(call, call.Receiver), Places(call));

    /// <summary>What stands between the brackets.</summary>
    private static IReadOnlyList<AxisIndexObject> Places(ModelCall call)
    {
        if (call[0].AsString is { } text)
            return Parse(call, text).ToArray();
        return call.Machine.Enumerate(call[0]).SelectMany(item => item.AsString is { } slices ? Parse(call, slices) : [Place(call, item)]).ToArray();
    }

    private static AxisIndexObject Place(ModelCall call, Value item) => item.AsObject switch
    {
        AxisIndexObject place => place,
        TensorObject { Rank: 0 } single when !Value.IsRealKind(single.Kind) && single.Kind != ValueKind.Boolean => Index(single.Values[0].AsInteger),
        null when item.IsInteger => Index(item.AsInteger),
        _ => throw call.Unsupported(),
    };

    private static AxisIndexObject Index(long index) => new(null, AxisIndexKind.Single, index);

    private static AxisIndexObject Single(ModelCall call, IEnumerable<AxisIndexObject> places) => places.ToArray() is { Length: 1 } all ? all[0] : throw call.Unsupported();

    private static IEnumerable<AxisIndexObject> Parse(ModelCall call, string text) => text.Split(',').Select(part => part.Trim()).Select(part =>
    {
        var bounds = part.Split(':').Select(bound => bound.Trim()).ToArray();
        return part == "..." ? new AxisIndexObject(null, AxisIndexKind.Ellipsis)
            : part is "newaxis" or "np.newaxis" ? new AxisIndexObject(null, AxisIndexKind.NewAxis)
            : bounds.Length == 1 ? Index(Parsed(bounds[0]) ?? throw call.Unsupported())
            : bounds.Length <= 3 ? new AxisIndexObject(null, AxisIndexKind.Range, Parsed(bounds[0]), Parsed(bounds[1]), bounds.Length == 3 ? Parsed(bounds[2]) ?? 1 : 1)
            : throw call.Unsupported();

        long? Parsed(string bound) => bound.Length == 0 ? null
            : long.TryParse(bound, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw call.Unsupported();
    });

    private static long? Bound(Value bound) => bound.IsNull ? null : bound.AsInteger;

    /// <summary>A mask of truth values between the brackets; null for anything else.</summary>
    private static TensorObject? Mask(ModelCall call) => call[0].AsObject switch
    {
        TensorObject { Kind: ValueKind.Boolean } mask => mask,
        ArrayObject { Length: 1 } array => array.Cells[0].AsObject is TensorObject { Kind: ValueKind.Boolean } mask ? mask : null,
        _ => null,
    };

    private static int[] Chosen(ModelCall call, TensorObject x, TensorObject mask)
    {
        if (!mask.Shape.SequenceEqual(x.Shape))
            throw call.Unsupported();
        var chosen = mask.Values;
        return x.Positions().Where((_, i) => chosen[i].AsBoolean).ToArray();
    }

    private static TensorObject Picked(ModelCall call, TensorObject x, TensorObject mask)
    {
        var positions = Chosen(call, x, mask);
        return Tensors.Make(call.Machine, x.Type, x.Kind, [positions.Length], i => x.Cells[positions[i]]);
    }

    private static Value Set(ModelCall call, TensorCalls calls)
    {
        TensorObject target = calls.Tensor(call, call.Receiver), value = calls.Tensor(call, call[call.Count - 1]);
        if (Mask(call) is not { } mask)
        {
            calls.Assign(call, View(call, calls), value, "NumSharp.ValueError");
            return Value.Void;
        }

        var positions = Chosen(call, target, mask);
        if (value.Count != 1)
            throw call.Unsupported();
        foreach (var position in positions)
            target.Cells[position] = Tensors.Convert(value.Values[0], target.Kind);
        return Value.Void;
    }

    /// <summary>The place of one element. Of another type than asked for, the library would read its bytes as that.</summary>
    private static Location Element(ModelCall call, TensorCalls calls, Value indices)
    {
        var x = calls.Tensor(call, call.Receiver);
        var all = call.Machine.Enumerate(indices).Select(index => index.AsInteger).ToArray();
        if (all.Length != x.Rank)
            throw call.Unsupported();
        var at = all.Select((index, axis) => index >= 0 && index < x.Shape[axis] ? (int)index : throw call.Unsupported()).ToArray();
        return Typed(call, new CellLocation(x.Cells, x.Offset + at.Select((index, axis) => index * x.Strides[axis]).Sum()));
    }

    private static Location At(ModelCall call, TensorCalls calls, Value index)
    {
        var x = calls.Tensor(call, call.Receiver);
        return index.AsInteger is >= 0 and var i && i < x.Count ? new CellLocation(x.Cells, x.Positions()[i]) : throw call.Unsupported();
    }

    private static Location Typed(ModelCall call, Location element)
    {
        var asked = call.Method.TypeArguments.Length == 1 ? Value.KindOf(call.Method.TypeArguments[0])
            : call.Method.Name.Substring(3) is var name && name is "Value" or "AtIndex" ? element.Load().Kind : (ValueKind)Enum.Parse(typeof(ValueKind), name);
        return asked == element.Load().Kind ? element : throw call.Unsupported();
    }

    private static Value Store(ModelCall call, Location element, Value value)
    {
        if (!Tensors.IsNumber(value) || value.Kind != element.Load().Kind)
            throw call.Unsupported();
        element.Store(value);
        return Value.Void;
    }

    private static Value Item(ModelCall call, TensorCalls calls)
    {
        var x = calls.Tensor(call, call.Receiver);
        if (call.Count > 0 || x.Count != 1)
            throw call.Unsupported();
        return call.Method.TypeArguments.Length == 1 ? Tensors.Convert(x.Values[0], Value.KindOf(call.Method.TypeArguments[0]) ?? throw call.Unsupported()) : x.Values[0];
    }
}
