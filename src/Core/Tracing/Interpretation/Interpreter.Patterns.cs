using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

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
                return Same(value, Evaluate(constant.Value, frame));
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

    private bool Same(Value value, Value constant) =>
        value.IsNull || constant.IsNull ? value.IsNull && constant.IsNull
        : (value.IsReal || value.IsInteger) && (constant.IsReal || constant.IsInteger) ? value.AsTraced.Value == constant.AsTraced.Value
        : AreEqual(value, constant);

    private bool Matches(IRecursivePatternOperation pattern, Value value, Frame frame)
    {
        if (value.IsNull || !IsInstance(value, Closed(pattern.MatchedType, frame)) && value.AsObject is not TupleObject)
            return false;
        if (pattern.DeconstructionSubpatterns.Length > 0)
        {
            var parts = Parts(value, pattern.DeconstructionSubpatterns.Length, pattern);
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
        var items = Enumerate(value).ToArray();
        var slice = pattern.Patterns.IndexOf(pattern.Patterns.FirstOrDefault(part => part is ISlicePatternOperation)!);
        var fixedCount = pattern.Patterns.Length - (slice < 0 ? 0 : 1);
        if (slice < 0 ? items.Length != fixedCount : items.Length < fixedCount)
            return false;
        for (var i = 0; i < pattern.Patterns.Length; i++)
        {
            if (i == slice)
            {
                if (pattern.Patterns[i] is ISlicePatternOperation { Pattern: { } inner, SliceSymbol: var symbol })
                {
                    var rest = symbol is null && value.AsObject is ArrayObject
                        ? Gather(items.Skip(i).Take(items.Length - fixedCount).ToList(), ((ArrayObject)value.AsObject).Type!, pattern)
                        : throw Unsupported(pattern);
                    if (!Matches(inner, rest, frame))
                        return false;
                }

                continue;
            }

            var index = slice >= 0 && i > slice ? items.Length - (pattern.Patterns.Length - i) : i;
            if (!Matches(pattern.Patterns[i], items[index], frame))
                return false;
        }

        return Declare(pattern.DeclaredSymbol, value, frame);
    }

    private bool Declare(ISymbol? symbol, Value value, Frame frame)
    {
        if (symbol is ILocalSymbol local)
            Variable(local, null!, frame).Store(value.CopyOnStore());
        return true;
    }
}
