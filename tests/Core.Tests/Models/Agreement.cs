using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Models;

/// <summary>Compares what a model gave with what the real library gave.</summary>
internal sealed class Agreement(FakeMachine machine, double tolerance)
{
    /// <summary>The first difference in words; null where there is none.</summary>
    public string? Difference(object? real, Value model)
    {
        switch (real)
        {
            case null:
                return model.IsNull ? null : "null against " + model;
            case double value:
                return Real(value, model, ValueKind.Double);
            case float value:
                return Real(value, model, ValueKind.Single);
            case decimal value:
                return Real((double)value, model, ValueKind.Decimal);
            case bool value:
                return model.Kind == ValueKind.Boolean && model.AsBoolean == value ? null : value + " against " + model;
            case string value:
                return model.AsString == value ? null : $"\"{value}\" against \"{model}\"";
            case char or sbyte or byte or short or ushort or int or uint or long or ulong or nint or nuint:
                var text = real is char letter ? letter.ToString() : Convert.ToString(real, CultureInfo.InvariantCulture);
                return model.Kind.ToString() == real.GetType().Name && model.ToString() == text ? null : $"{real.GetType().Name} {text} against {model.Kind} {model}";
            case Enum value:
                return Difference(Convert.ChangeType(value, value.GetTypeCode(), CultureInfo.InvariantCulture), model);
            case NumSharp.NDArray array:
                return Tensor(array.shape, array.dtype, Enumerable.Range(0, (int)array.size).Select(n => (object?)array.flat.GetAtIndex(n)), model);
            case TorchSharp.torch.Tensor tensor:
                var kind = tensor.dtype switch
                {
                    TorchSharp.torch.ScalarType.Float32 => typeof(float), TorchSharp.torch.ScalarType.Float64 => typeof(double), TorchSharp.torch.ScalarType.Int32 => typeof(int), TorchSharp.torch.ScalarType.Int64 => typeof(long), _ => typeof(bool),
                };
                return Tensor(tensor.shape, kind, tensor.reshape(-1).to(TorchSharp.torch.float64).data<double>().Select(item => Convert.ChangeType(item, kind, CultureInfo.InvariantCulture)), model);
            case System.Numerics.Tensors.Tensor<double> tensor:
                return Tensor(tensor.Lengths.ToArray().Select(length => (long)length), typeof(double), tensor.Cast<object?>(), model);
            case System.Numerics.Tensors.Tensor<float> tensor:
                return Tensor(tensor.Lengths.ToArray().Select(length => (long)length), typeof(float), tensor.Cast<object?>(), model);
            case System.Numerics.Tensors.Tensor<bool> tensor:
                return Tensor(tensor.Lengths.ToArray().Select(length => (long)length), typeof(bool), tensor.Cast<object?>(), model);
            case ITuple tuple:
                return Items(Enumerable.Range(0, tuple.Length).Select(n => tuple[n]), model.As<TupleObject>().Items);
            case DictionaryEntry entry:
                return Items([entry.Key, entry.Value], model.As<TupleObject>().Items);
            case Index index:
                return Items([index.Value, index.IsFromEnd], model.As<TupleObject>().Items);
            case IDictionary map:
                return Items(map.Keys.Cast<object>().Zip(map.Values.Cast<object?>(), (key, value) => (object?)(key, value)), machine.Enumerate(model));
            case IEnumerable items:
                return Shape(real, model) ?? Items(items.Cast<object?>(), machine.Enumerate(model));
        }

        var type = real.GetType();
        if (type.Name == "KeyValuePair`2")
            return Items([type.GetProperty("Key")!.GetValue(real), type.GetProperty("Value")!.GetValue(real)], model.As<TupleObject>().Items);
        if (type.Name == "Vector`1")
        {
            var count = (int)type.GetProperty("Count")!.GetValue(null)!;
            return Items(Enumerable.Range(0, count).Select(n => type.GetProperty("Item")!.GetValue(real, [n])), model.As<VectorObject>().Lanes);
        }

        // The fields of a vector or matrix of fixed size, in the order of its elements.
        if (model.AsObject is ComponentsObject components && type.GetFields().Where(field => !field.IsStatic).ToArray() is { Length: > 0 } fields)
            return Items(fields.Select(field => field.GetValue(real)), fields.Select(field => components.Field(field.Name, machine.Compilation.GetSpecialType(Microsoft.CodeAnalysis.SpecialType.System_Single))!.Load()));
        return "no comparison for " + type.Name;
    }

    private string? Tensor(IEnumerable<long> shape, Type kind, IEnumerable<object?> items, Value model)
    {
        var found = model.As<TensorObject>();
        return shape.SequenceEqual(found.Shape.Select(length => (long)length)) && kind.Name == found.Kind.ToString()
            ? Items(items, found.Values)
            : $"({string.Join(", ", shape)}) of {kind.Name} against ({string.Join(", ", found.Shape)}) of {found.Kind}";
    }

    private string? Items(IEnumerable<object?> real, IEnumerable<Value> model)
    {
        object?[] expected = real.ToArray();
        Value[] found = model.ToArray();
        if (expected.Length != found.Length)
            return $"{expected.Length} items against {found.Length}";
        return expected.Zip(found, Difference).FirstOrDefault(difference => difference is not null);
    }

    private static string? Shape(object real, Value model)
    {
        if (real is not Array array)
            return null;
        if (model.AsObject is not ArrayObject found)
            return "an array against " + model;
        return Enumerable.Range(0, array.Rank).Select(array.GetLength).SequenceEqual(found.Lengths) ? null : "another shape";
    }

    private string? Real(double real, Value model, ValueKind kind)
    {
        if (model.Kind != kind)
            return $"{kind} {real:R} against {model.Kind} {model}";
        var found = model.AsTraced;
        if (!Near(real, found.Value, tolerance))
            return $"{real:R} against {found.Value:R}";

        // What the tape says must be what the program sees, up to the rounding of float.
        return Near(found.Value, machine.Tape.ValueOf(found), kind == ValueKind.Single ? 1e-4 : 1e-11) ? null : "the tape holds another value";
    }

    private static bool Near(double x, double y, double tolerance) =>
        x.Equals(y) || x == y || Math.Abs(x - y) <= tolerance * Math.Max(tolerance > 1e-6 ? 1 : 1e-3, Math.Max(Math.Abs(x), Math.Abs(y)));
}
