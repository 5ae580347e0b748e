using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RnnLint.Tracing.Models;

namespace RnnLint.Tracing;

/// <content>Patterns.</content>
public sealed partial class Interpreter
{
    private bool Matches(IPatternOperation pattern, Value value, Frame frame)
    {
        Fuel.Step();
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return true;
            case IConstantPatternOperation constant:
                return Same(value, Evaluate(constant.Value, frame), constant.InputType.IsValueType);
            case IDeclarationPatternOperation declaration:
                return (declaration.MatchesNull || !value.IsNull && (declaration.MatchedType is null || IsInstance(value, Closed(declaration.MatchedType, frame))))
                    && Declare(declaration.DeclaredSymbol, value, frame);
            case ITypePatternOperation type:
                return IsInstance(value, Closed(type.MatchedType, frame));
            case INegatedPatternOperation negated:
                return !Matches(negated.Pattern, value, frame);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return Matches(both.LeftPattern, value, frame) && Matches(both.RightPattern, value, frame);
            case IBinaryPatternOperation either:
                return Matches(either.LeftPattern, value, frame) || Matches(either.RightPattern, value, frame);
            case IRelationalPatternOperation relation:
                return (value.IsReal || value.IsInteger)
                    && Apply(relation.OperatorKind, value, Evaluate(relation.Value, frame), null, false, relation, frame, false).AsBoolean;
            case IRecursivePatternOperation recursive:
                return Matches(recursive, value, frame);
            case IListPatternOperation list:
                return Matches(list, value, frame);
            default:
                throw Unsupported(pattern);
        }
    }

    /// <summary>A boxed number matches a constant of its own type only. NaN matches NaN.</summary>
    private bool Same(Value value, Value constant, bool isTyped) =>
        value.IsNull || constant.IsNull ? value.IsNull && constant.IsNull
        : (value.IsReal || value.IsInteger) && (constant.IsReal || constant.IsInteger) ? (isTyped || value.Kind == constant.Kind) && value.AsTraced.Value.Equals(constant.AsTraced.Value)
        : AreEqual(value, constant);

    private bool Matches(IRecursivePatternOperation pattern, Value value, Frame frame)
    {
        if (value.IsNull || !IsInstance(value, Closed(pattern.MatchedType, frame)) && value.AsObject is not TupleObject)
            return false;
        if (pattern.DeconstructionSubpatterns.Length > 0)
        {
            var parts = Parts(value, pattern.DeconstructionSubpatterns.Length, pattern, pattern.DeconstructSymbol as IMethodSymbol);
            for (var i = 0; i < parts.Length; i++)
            {
                if (!Matches(pattern.DeconstructionSubpatterns[i], parts[i], frame))
                    return false;
            }
        }

        foreach (var property in pattern.PropertySubpatterns)
        {
            if (!Matches(property.Pattern, MemberOf(property.Member, value, property, frame), frame))
                return false;
        }

        return Declare(pattern.DeclaredSymbol, value, frame);
    }

    private Value MemberOf(IOperation member, Value value, IOperation operation, Frame frame)
    {
        switch (member)
        {
            case IPropertyReferenceOperation reference:
                return Dereference(LoadProperty(CloseProperty(reference.Property, frame), value, Array.Empty<Value>(), operation, true));
            case IFieldReferenceOperation { Field: var field } when value.AsObject is Instance instance:
                return instance.Find(CodeBase.StorageOf(field))!.Value;
            case IFieldReferenceOperation { Field: var field } when value.AsObject is TupleObject tuple && TupleIndex(field) is { } index:
                return tuple.Items[index];
            default:
                throw Unsupported(operation);
        }
    }

    private bool Matches(IListPatternOperation pattern, Value value, Frame frame)
    {
        if (value.IsNull)
            return false;
        var items = new ListItems(this, pattern, value);
        var slice = pattern.Patterns.IndexOf(pattern.Patterns.FirstOrDefault(part => part is ISlicePatternOperation)!);
        var fixedCount = pattern.Patterns.Length - (slice < 0 ? 0 : 1);
        if (slice < 0 ? items.Length != fixedCount : items.Length < fixedCount)
            return false;
        for (var i = 0; i < pattern.Patterns.Length; i++)
        {
            if (i == slice)
            {
                if (pattern.Patterns[i] is ISlicePatternOperation { Pattern: { } inner } part && !Matches(inner, items.Slice(part.SliceSymbol, i, items.Length - fixedCount), frame))
                    return false;
                continue;
            }

            var index = slice >= 0 && i > slice ? items.Length - (pattern.Patterns.Length - i) : i;
            if (!Matches(pattern.Patterns[i], items[index], frame))
                return false;
        }

        return Declare(pattern.DeclaredSymbol, value, frame);
    }

    /// <summary>The items that a list pattern looks at: an array's own, or what the members that the compiler chose say.</summary>
    private sealed class ListItems(Interpreter interpreter, IListPatternOperation pattern, Value value)
    {
        private readonly ArrayObject? _array = value.AsObject as ArrayObject;

        public int Length { get; } = value.AsObject is ArrayObject array ? array.Length
            : interpreter.ReadSymbol(pattern.LengthSymbol!, value, Array.Empty<Value>(), pattern).AsInt32;

        public Value this[int index] => _array is not null
            ? _array.Cells[index]
            : Dereference(interpreter.ReadSymbol(pattern.IndexerSymbol!, value, new[] { TakesInteger(pattern.IndexerSymbol!) ? Value.Of(index) : IndexModels.Index(interpreter, index, false) }, pattern));

        public Value Slice(ISymbol? member, int start, int length)
        {
            if (_array is not null)
                return Value.Of(interpreter.Slice(_array, start, length));
            return interpreter.ReadSymbol(
                member!,
                value,
                member is IMethodSymbol ? new[] { Value.Of(start), Value.Of(length) } : new[] { IndexModels.Range(interpreter, IndexModels.Index(interpreter, start, false), IndexModels.Index(interpreter, start + length, false)) },
                pattern);
        }

        private static bool TakesInteger(ISymbol indexer) => indexer is IPropertySymbol { Parameters: { Length: 1 } parameters } && parameters[0].Type.SpecialType == SpecialType.System_Int32;
    }

    private bool Declare(ISymbol? symbol, Value value, Frame frame)
    {
        if (symbol is ILocalSymbol local)
            Variable(local, null!, frame).Store(Copied(value));
        return true;
    }
}
