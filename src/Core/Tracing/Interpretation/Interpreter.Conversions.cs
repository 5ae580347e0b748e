using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RnnLint.Tracing.Models;

namespace RnnLint.Tracing;

/// <content>Conversions and type tests.</content>
public sealed partial class Interpreter
{
    private Value Convert(IConversionOperation conversion, Frame frame)
    {
        var type = Closed(conversion.Type!, frame);
        if (conversion.Operand is IFlowAnonymousFunctionOperation lambda)
            return Lambda(lambda, type, frame);
        if (conversion.Operand is IMethodReferenceOperation group)
            return MethodGroup(group, type, frame);
        var operand = Evaluate(conversion.Operand, frame);
        if (conversion.OperatorMethod is { } method && !(operand.IsReal || operand.IsInteger) | !IsPrimitive(type))
        {
            if (operand.IsNull && conversion.GetConversion().IsNullable)
                return operand;
            var closed = Resolve(method, operand, frame);
            if (!IsSpanLike(closed.ContainingType))
                return ConvertTo(CallMethod(closed, Value.Null, new[] { ConvertParameter(operand, closed, 0) }, conversion), type, conversion.IsChecked);
        }

        // A number that was no object before cannot be null, nor of another type than it says.
        if ((operand.IsReal || operand.IsInteger) && !conversion.IsTryCast && conversion.Operand.Type is { IsValueType: true })
        {
            var converted = ConvertTo(operand, type, conversion.IsChecked);
            return converted.IsInteger && operand.IsReal && RoundedNode(conversion.Operand, frame) is var node and >= 0 ? converted.CutFrom(node) : converted;
        }

        if (operand.IsNull && !conversion.IsTryCast && type.IsValueType && !IsNullableType(type) && conversion.Operand.Type is { } from && !IsSpanLike(type) && conversion.GetConversion() is { IsUserDefined: false })
            throw IsNullableType(Closed(from, frame)) ? Throw("System.InvalidOperationException", "'" + conversion.Operand.Syntax + "' has no value", conversion.Syntax) : Throw("System.NullReferenceException", "null is unboxed", conversion.Syntax);
        if (conversion.GetConversion().IsUnboxing && !conversion.IsTryCast && operand.AsObject is not (OpaqueObject or Location) && !operand.IsNull && !IsInstance(operand, type))
            throw BadCast(conversion, type);
        if (conversion.IsTryCast)
            return operand.IsNull || IsInstance(operand, type) ? operand : Value.Null;
        if (!operand.IsNull && operand.AsObject is HeapObject and not OpaqueObject && type.IsReferenceType && conversion.GetConversion() is { IsReference: true, IsExplicit: true } && !IsInstance(operand, type))
            throw BadCast(conversion, type);
        return ConvertTo(operand, type, conversion.IsChecked);
    }

    /// <summary>The node that was rounded by a call that leaves none of its own; −1 where there is none, or evaluating it once more would do something.</summary>
    private int RoundedNode(IOperation operation, Frame frame) =>
        operation is IInvocationOperation { TargetMethod: { ContainingType.Name: "Math" or "MathF", Name: "Round" or "Floor" or "Ceiling" or "Truncate" }, Arguments: { Length: > 0 } arguments } && IsRepeatable(arguments[0].Value)
            && Evaluate(arguments[0].Value, frame) is { IsReal: true, AsTraced: { IsConstant: false, Node: var node } } ? node : -1;

    private InterpretedException BadCast(IConversionOperation conversion, ITypeSymbol type) =>
        Throw("System.InvalidCastException", "cannot cast " + Describe(conversion.Operand) + " to " + type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), conversion.Syntax);

    private static bool IsNullableType(ITypeSymbol type) => type is INamedTypeSymbol named && IsNullable(named);

    private static bool IsPrimitive(ITypeSymbol type) => Value.KindOf(Underlying(type)) is not null;

    private static ITypeSymbol Underlying(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private Value ConvertParameter(Value value, IMethodSymbol method, int index) =>
        index < method.Parameters.Length ? ConvertTo(value, method.Parameters[index].Type) : value;

    /// <summary>The value as the type wants it: numbers change width, arrays become spans, tuples convert item by item.</summary>
    private Value ConvertTo(Value value, ITypeSymbol type, bool isChecked = false)
    {
        if (Value.KindOf(Underlying(type)) is { } kind)
        {
            if (value.IsNull || value.Kind == kind || value.Kind == ValueKind.Boolean)
                return value;
            if (value.IsReal || value.IsInteger)
                return ConvertNumber(value, kind, isChecked);
            return value.AsObject is OpaqueObject unknown && Value.IsRealKind(kind) ? Opaque(type, unknown.Origin) : value;
        }

        if (IsSpanLike(type))
        {
            var element = ((INamedTypeSymbol)type).TypeArguments[0];
            return value.AsObject switch
            {
                ArrayObject array => Value.Of(new Window(type, element, array.Cells, 0, array.Length)),
                Window window => Value.Of(new Window(type, element, window.Cells, window.Start, window.Length)),
                string text => Value.Of(new Window(type, element, text.Select(Value.Of).ToArray(), 0, text.Length)),
                null when value.IsNull => DefaultOf(type),
                _ => value,
            };
        }

        if (type is IPointerTypeSymbol { PointedAtType.SpecialType: not SpecialType.System_Void } pointer && value.AsObject is NativeBlock block)
            return PointerTo(block, pointer);
        if (type is INamedTypeSymbol { IsTupleType: true } tuple && value.AsObject is TupleObject items && tuple.TupleElements.Length == items.Items.Length)
            return Value.Of(new TupleObject(type, items.Items.Select((item, i) => ConvertTo(item, tuple.TupleElements[i].Type)).ToArray()));
        return type is { Name: "Index", ContainingNamespace.Name: "System" } ? ToIndex(value) : value;
    }

    private Value ConvertNumber(Value value, ValueKind kind, bool isChecked)
    {
        if (Value.IsRealKind(kind))
            return Numbers.Convert(value, kind);
        if (!value.IsReal)
            return Marked(Cut(isChecked && !Numbers.Fits(value, kind) ? null : value.AsInteger, kind, false), value.Mark, value.MadeOf);

        // A decimal that does not fit throws in every context.
        if ((isChecked || value.Kind == ValueKind.Decimal) && !Numbers.Fits(value, kind))
            return Cut(null, kind, true);
        return Marked(Numbers.Wrap(kind, Numbers.Saturate(value, Numbers.IsSmall(kind) ? ValueKind.Int32 : kind).AsInteger), 0, value.AsTraced.IsConstant ? -1 : value.AsTraced.Node);
    }

    private static Value Marked(Value integer, int mark, int madeOf) =>
        mark != 0 ? Value.Integer(integer.Kind, integer.AsInteger, mark) : madeOf >= 0 ? integer.CutFrom(madeOf) : integer;

    private Value Cut(long? bits, ValueKind kind, bool isChecked)
    {
        try
        {
            return Narrow(bits ?? throw new OverflowException(), kind, isChecked);
        }
        catch (OverflowException)
        {
            throw Throw("System.OverflowException", "a number does not fit its integer type");
        }
    }

    /// <summary>C#'s <c>is</c>: null is an instance of nothing.</summary>
    private bool IsInstance(Value value, ITypeSymbol type)
    {
        if (value.IsNull)
            return false;
        type = Underlying(type);
        if (type.SpecialType == SpecialType.System_Object)
            return true;
        if (Value.KindOf(type) is { } kind)
            return value.Kind == kind;
        if (value.AsString is not null)
            return type.SpecialType == SpecialType.System_String || Inherits(Compilation.GetSpecialType(SpecialType.System_String), type);
        if (value.AsObject is not HeapObject held)
            return Compilation.GetSpecialType(SpecialOf(value.Kind)) is { } primitive && Inherits(primitive, type);
        if (held is OpaqueObject)
            throw new TraceStoppedException(StopKind.Unsupported, "cannot tell the type of " + held);
        return held.Type is null || Inherits(held.Type, type);
    }

    private static SpecialType SpecialOf(ValueKind kind) => kind switch
    {
        ValueKind.Boolean => SpecialType.System_Boolean,
        ValueKind.Char => SpecialType.System_Char,
        ValueKind.Int64 => SpecialType.System_Int64,
        ValueKind.Single => SpecialType.System_Single,
        ValueKind.Double => SpecialType.System_Double,
        ValueKind.Decimal => SpecialType.System_Decimal,
        _ => SpecialType.System_Int32,
    };

    private bool Inherits(ITypeSymbol type, ITypeSymbol ancestor) =>
        SymbolEqualityComparer.Default.Equals(type, ancestor)
        || Bases(type).Any(candidate => SymbolEqualityComparer.Default.Equals(candidate, ancestor))
        || type.AllInterfaces.Any(candidate => SymbolEqualityComparer.Default.Equals(candidate, ancestor))
        || (Compilation.ClassifyCommonConversion(type, ancestor) is { Exists: true, IsImplicit: true, IsReference: true });

    /// <summary>The type and its base classes, nearest first.</summary>
    private static IEnumerable<INamedTypeSymbol> Bases(ITypeSymbol type)
    {
        for (var current = type as INamedTypeSymbol ?? type.BaseType; current is not null; current = current.BaseType)
            yield return current;
    }
}
