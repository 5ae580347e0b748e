using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RnnLint.Tracing.Models;

namespace RnnLint.Tracing;

/// <content>Built-in operators, and the choice between them and user-defined ones.</content>
public sealed partial class Interpreter
{
    private const double SmallestBound = 0.01;

    private Value Binary(IBinaryOperation operation, Frame frame)
    {
        var left = Evaluate(operation.LeftOperand, frame);
        switch (operation.OperatorKind)
        {
            // Left over where an operation was not lowered (attribute arguments, base-type arguments).
            case BinaryOperatorKind.ConditionalAnd when left.Kind == ValueKind.Boolean && !left.AsBoolean:
            case BinaryOperatorKind.ConditionalOr when left.Kind == ValueKind.Boolean && left.AsBoolean:
                return left;
            case BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr:
                return Evaluate(operation.RightOperand, frame);
        }

        left = KeptWhile(operation.RightOperand, left);
        var right = Evaluate(operation.RightOperand, frame);
        if ((left.IsNull || right.IsNull) && !operation.IsLifted && operation.OperatorMethod is { } method && IsArithmeticOfLibrary(method, operation.OperatorKind))
        {
            left = left.IsNull ? Supply(operation.LeftOperand, frame) : left;
            right = right.IsNull ? Supply(operation.RightOperand, frame) : right;
            if (left.IsNull || right.IsNull)
                throw Throw("System.NullReferenceException", "an operand of " + Describe(operation) + " is null", operation.Syntax);
        }

        return Apply(operation.OperatorKind, left, right, operation.OperatorMethod, operation.IsChecked, operation, frame, operation.IsLifted);
    }

    private Value Apply(BinaryOperatorKind kind, Value left, Value right, IMethodSymbol? method, bool isChecked, IOperation operation, Frame frame, bool isLifted)
    {
        if (isLifted && (left.IsNull || right.IsNull))
        {
            if (kind is BinaryOperatorKind.And or BinaryOperatorKind.Or && (left.Kind == ValueKind.Boolean || right.Kind == ValueKind.Boolean))
                return KnownWhateverNullIs(kind, left.IsNull ? right : left);
            return kind switch
            {
                BinaryOperatorKind.Equals => Value.Of(left.IsNull && right.IsNull),
                BinaryOperatorKind.NotEquals => Value.Of(left.IsNull != right.IsNull),
                BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => Value.False,
                _ => Value.Null,
            };
        }

        if ((left.IsReal || left.IsInteger) && (right.IsReal || right.IsInteger))
        {
            if (left.IsReal || right.IsReal)
            {
                if (!left.AsTraced.IsConstant || !right.AsTraced.IsConstant)
                    Tape.CurrentSite = SiteOf(operation, frame);
                return Real(kind, left, right, operation);
            }

            return Integer(kind, left, right, isChecked, operation);
        }

        if (left.Kind == ValueKind.Boolean && right.Kind == ValueKind.Boolean)
            return Boolean(kind, left.AsBoolean, right.AsBoolean, operation);
        if (left.AsObject is Window pointer && (pointer.Type is IPointerTypeSymbol || right.AsObject is Window { Type: IPointerTypeSymbol }))
            return PointerArithmetic(kind, pointer, right, operation);
        if (method is not null)
        {
            var closed = Resolve(method, left.IsNull ? right : left, frame);
            if (!IsStringOrDelegate(closed.ContainingType))
                return Dereference(CallMethod(closed, Value.Null, new[] { ConvertParameter(left, closed, 0), ConvertParameter(right, closed, 1) }, operation));
        }

        switch (kind)
        {
            case BinaryOperatorKind.Equals:
                return Value.Of(SameReference(left, right));
            case BinaryOperatorKind.NotEquals:
                return Value.Of(!SameReference(left, right));
            case BinaryOperatorKind.Add when left.AsObject is DelegateObject || right.AsObject is DelegateObject:
                return Combine(left, right);
            case BinaryOperatorKind.Subtract when left.AsObject is DelegateObject:
                return Remove(left, right);
            case BinaryOperatorKind.Add when operation.Type?.SpecialType == SpecialType.System_String:
                return Concatenate(TextOf(left), TextOf(right));
        }

        if (left.AsObject is OpaqueObject || right.AsObject is OpaqueObject)
            return Opaque(operation.Type, ((left.AsObject ?? right.AsObject) as OpaqueObject)?.Origin ?? Describe(operation), left, right);
        if (left.IsNull || right.IsNull)
            throw Throw("System.NullReferenceException", "an operand of " + Describe(operation) + " is null", operation.Syntax);
        throw Unsupported(operation);
    }

    /// <summary>Sums and products of a library's own types, which have none of null; strings and delegates do.</summary>
    private static bool IsArithmeticOfLibrary(IMethodSymbol method, BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide
        && !IsInSource(method.ContainingType) && !IsStringOrDelegate(method.ContainingType);

    /// <summary>The three-valued logic of <c>bool?</c>: false &amp; null is false, true | null is true, all else is null.</summary>
    private static Value KnownWhateverNullIs(BinaryOperatorKind kind, Value known) =>
        known.AsBoolean == (kind == BinaryOperatorKind.Or) ? known : Value.Null;

    private Value Real(BinaryOperatorKind kind, Value left, Value right, IOperation operation)
    {
        double x = left.AsTraced.Value, y = right.AsTraced.Value;
        if (kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual)
        {
            NoteBeyond(left.AsTraced, right.AsTraced);
            NoteBeyond(right.AsTraced, left.AsTraced);
            if (IsTossedBelow(left.AsTraced, right.AsTraced) is { } isBelow)
                return Value.Of(isBelow == kind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual);
        }

        return kind switch
        {
            BinaryOperatorKind.Add => Arithmetic.Add(left, right),
            BinaryOperatorKind.Subtract => Arithmetic.Subtract(left, right),
            BinaryOperatorKind.Multiply => Arithmetic.Multiply(left, right),
            BinaryOperatorKind.Divide when left.Kind == ValueKind.Decimal && y == 0 => throw Throw("System.DivideByZeroException", "division by zero: " + Describe(operation), operation.Syntax),
            BinaryOperatorKind.Divide => Arithmetic.Divide(left, right),
            BinaryOperatorKind.Remainder when left.Kind == ValueKind.Decimal && y == 0 => throw Throw("System.DivideByZeroException", "division by zero: " + Describe(operation), operation.Syntax),
            BinaryOperatorKind.Remainder => Arithmetic.Remainder(left, right),
            BinaryOperatorKind.Power => Arithmetic.Binary(TapeOp.Power, left, right),
            BinaryOperatorKind.Equals => Value.Of(x == y),
            BinaryOperatorKind.NotEquals => Value.Of(x != y),
            BinaryOperatorKind.LessThan => Value.Of(x < y),
            BinaryOperatorKind.LessThanOrEqual => Value.Of(x <= y),
            BinaryOperatorKind.GreaterThan => Value.Of(x > y),
            BinaryOperatorKind.GreaterThanOrEqual => Value.Of(x >= y),
            _ => throw Unsupported(operation),
        };
    }

    /// <summary>Where one of two numbers is drawn by chance and the other is a chance, which of them is taken to be smaller; null where they are compared as they are.</summary>
    private bool? IsTossedBelow(Traced left, Traced right)
    {
        var isLeft = IsDrawnByChance(left);
        if (isLeft == IsDrawnByChance(right) || !IsChance(isLeft ? right : left))
            return null;
        HasTossed = true;
        return DrawsLow is { } low ? low == isLeft : null;
    }

    private bool IsDrawnByChance(Traced number) => !number.IsConstant && Tape.Origin(number.Node)?.Group.Kind == LeafGroupKind.Random;

    /// <summary>A constant between nothing and certainty, a number that was given, or what is left of it; what the code computes from its states is no chance of its own.</summary>
    private bool IsChance(Traced number) => number.IsConstant ? number.Value is > 0 and < 1
        : Tape.Op(number.Node) == TapeOp.Leaf || Tape.Op(number.Node) is TapeOp.Add or TapeOp.Subtract && IsGiven(Tape.Left(number.Node)) && IsGiven(Tape.Right(number.Node));

    private bool IsGiven(int node) => Tape.Op(node) is TapeOp.Leaf or TapeOp.Constant;

    /// <summary>Notes that a number lies beyond what it is compared with; what is next to nothing guards a division, and is no bound.</summary>
    private void NoteBeyond(Traced number, Traced bound)
    {
        if (!number.IsConstant && (bound.IsConstant || Tape.Op(bound.Node) == TapeOp.Leaf) && Math.Abs(bound.Value) >= SmallestBound && Math.Abs(number.Value) > Math.Abs(bound.Value))
            Tape.NoteBeyondBound(number.Node);
    }

    private Value Integer(BinaryOperatorKind kind, Value left, Value right, bool isChecked, IOperation operation)
    {
        var result = WiderKind(kind, left, right);
        long x = left.AsInteger, y = right.AsInteger;
        var unsigned = result is ValueKind.UInt64 or ValueKind.NativeUInt;
        if ((left.Mark | right.Mark) != 0 && kind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual)
            Guesses?.Compared(left, right, kind, operation.Syntax);
        switch (kind)
        {
            case BinaryOperatorKind.Equals: return Value.Of(x == y);
            case BinaryOperatorKind.NotEquals: return Value.Of(x != y);
            case BinaryOperatorKind.LessThan: return Value.Of(unsigned ? (ulong)x < (ulong)y : x < y);
            case BinaryOperatorKind.LessThanOrEqual: return Value.Of(unsigned ? (ulong)x <= (ulong)y : x <= y);
            case BinaryOperatorKind.GreaterThan: return Value.Of(unsigned ? (ulong)x > (ulong)y : x > y);
            case BinaryOperatorKind.GreaterThanOrEqual: return Value.Of(unsigned ? (ulong)x >= (ulong)y : x >= y);
            case BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder when y == 0:
                throw Throw("System.DivideByZeroException", "division by zero: " + Describe(operation), operation.Syntax);
            case BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder when Numbers.QuotientOverflows(x, y, result):
                throw Throw("System.OverflowException", "integer overflow: " + Describe(operation), operation.Syntax);
        }

        try
        {
            var bits = kind switch
            {
                BinaryOperatorKind.Add => unsigned ? checked_(isChecked, (ulong)x, (ulong)y, '+') : isChecked ? checked(x + y) : unchecked(x + y),
                BinaryOperatorKind.Subtract => unsigned ? checked_(isChecked, (ulong)x, (ulong)y, '-') : isChecked ? checked(x - y) : unchecked(x - y),
                BinaryOperatorKind.Multiply => unsigned ? checked_(isChecked, (ulong)x, (ulong)y, '*') : isChecked ? checked(x * y) : unchecked(x * y),
                BinaryOperatorKind.Divide => unsigned ? unchecked((long)((ulong)x / (ulong)y)) : x / y,
                BinaryOperatorKind.Remainder => unsigned ? unchecked((long)((ulong)x % (ulong)y)) : y == -1 ? 0 : x % y,
                BinaryOperatorKind.And => x & y,
                BinaryOperatorKind.Or => x | y,
                BinaryOperatorKind.ExclusiveOr => x ^ y,
                BinaryOperatorKind.LeftShift => unchecked(x << (int)(y & ShiftMask(result))),
                BinaryOperatorKind.RightShift => unsigned ? unchecked((long)((ulong)x >> (int)(y & ShiftMask(result)))) : x >> (int)(y & ShiftMask(result)),
                BinaryOperatorKind.UnsignedRightShift => unchecked((long)((result is ValueKind.Int32 ? (uint)x : (ulong)x) >> (int)(y & ShiftMask(result)))),
                _ => throw Unsupported(operation),
            };
            var mark = kind == BinaryOperatorKind.Multiply && (left.Mark | right.Mark) != 0 ? Guesses?.Product(left, right) ?? 0 : 0;
            return Marked(Narrow(bits, result, isChecked), mark, left.MadeOf >= 0 ? left.MadeOf : right.MadeOf);
        }
        catch (OverflowException)
        {
            throw Throw("System.OverflowException", "integer overflow: " + Describe(operation), operation.Syntax);
        }

        static long checked_(bool isChecked, ulong a, ulong b, char op) => unchecked((long)(op switch
        {
            '+' => isChecked ? checked(a + b) : unchecked(a + b),
            '-' => isChecked ? checked(a - b) : unchecked(a - b),
            _ => isChecked ? checked(a * b) : unchecked(a * b),
        }));
    }

    private static ValueKind WiderKind(BinaryOperatorKind kind, Value left, Value right)
    {
        if (kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift)
            return Numbers.IsSmall(left.Kind) ? ValueKind.Int32 : left.Kind;
        return left.Kind > right.Kind ? left.Kind : right.Kind;
    }

    private static long ShiftMask(ValueKind kind) => kind is ValueKind.Int64 or ValueKind.UInt64 or ValueKind.NativeInt or ValueKind.NativeUInt ? 63 : 31;

    /// <summary>Cuts an integer to its type, or throws where the context is checked.</summary>
    private Value Narrow(long bits, ValueKind kind, bool isChecked)
    {
        var cut = kind switch
        {
            ValueKind.SByte => (sbyte)bits,
            ValueKind.Byte => (byte)bits,
            ValueKind.Int16 => (short)bits,
            ValueKind.UInt16 or ValueKind.Char => (ushort)bits,
            ValueKind.Int32 => (int)bits,
            ValueKind.UInt32 => (uint)bits,
            _ => bits,
        };
        if (isChecked && cut != bits)
            throw new OverflowException();
        return Value.Integer(kind, cut);
    }

    private Value Boolean(BinaryOperatorKind kind, bool x, bool y, IOperation operation) => kind switch
    {
        BinaryOperatorKind.And => Value.Of(x && y),
        BinaryOperatorKind.Or => Value.Of(x || y),
        BinaryOperatorKind.ExclusiveOr or BinaryOperatorKind.NotEquals => Value.Of(x != y),
        BinaryOperatorKind.Equals => Value.Of(x == y),
        _ => throw Unsupported(operation),
    };

    private Value PointerArithmetic(BinaryOperatorKind kind, Window pointer, Value right, IOperation operation)
    {
        if (right.AsObject is Window other)
        {
            return kind switch
            {
                BinaryOperatorKind.Subtract => Value.Of((long)(pointer.Start - other.Start)),
                BinaryOperatorKind.LessThan => Value.Of(pointer.Start < other.Start),
                BinaryOperatorKind.LessThanOrEqual => Value.Of(pointer.Start <= other.Start),
                BinaryOperatorKind.GreaterThan => Value.Of(pointer.Start > other.Start),
                BinaryOperatorKind.GreaterThanOrEqual => Value.Of(pointer.Start >= other.Start),
                BinaryOperatorKind.Equals => Value.Of(pointer.Cells == other.Cells && pointer.Start == other.Start),
                BinaryOperatorKind.NotEquals => Value.Of(pointer.Cells != other.Cells || pointer.Start != other.Start),
                _ => throw Unsupported(operation),
            };
        }

        if (right.IsNull)
            return Value.Of(kind == BinaryOperatorKind.NotEquals);
        var offset = right.AsInt32;
        return kind switch
        {
            BinaryOperatorKind.Add => Value.Of(new Window(pointer.Type, pointer.ElementType, pointer.Cells, pointer.Start + offset, pointer.Length)),
            BinaryOperatorKind.Subtract => Value.Of(new Window(pointer.Type, pointer.ElementType, pointer.Cells, pointer.Start - offset, pointer.Length)),
            _ => throw Unsupported(operation),
        };
    }

    private Value Unary(IUnaryOperation operation, Frame frame)
    {
        var operand = Evaluate(operation.Operand, frame);
        if (operation.OperatorKind == UnaryOperatorKind.Hat)
            return IndexModels.Index(this, operand.AsInt32, true);
        if (operation.IsLifted && operand.IsNull)
            return Value.Null;
        if (operand.IsReal)
        {
            if (!operand.AsTraced.IsConstant)
                Tape.CurrentSite = SiteOf(operation, frame);
            return operation.OperatorKind switch
            {
                UnaryOperatorKind.Minus => Arithmetic.Negate(operand),
                UnaryOperatorKind.Plus => operand,
                _ => throw Unsupported(operation),
            };
        }

        if (operand.IsInteger)
        {
            try
            {
                return operation.OperatorKind switch
                {
                    UnaryOperatorKind.Minus => Narrow(operation.IsChecked ? checked(-operand.AsInteger) : unchecked(-operand.AsInteger), operand.Kind, operation.IsChecked),
                    UnaryOperatorKind.Plus => operand,
                    UnaryOperatorKind.BitwiseNegation => Narrow(~operand.AsInteger, operand.Kind, false),
                    _ => throw Unsupported(operation),
                };
            }
            catch (OverflowException)
            {
                throw Throw("System.OverflowException", "integer overflow: " + Describe(operation), operation.Syntax);
            }
        }

        if (operand.Kind == ValueKind.Boolean)
            return operation.OperatorKind is UnaryOperatorKind.Not ? Value.Of(!operand.AsBoolean) : operand;
        if (operation.OperatorMethod is { } method)
            return Dereference(CallMethod(Resolve(method, operand, frame), Value.Null, new[] { operand }, operation));
        throw Unsupported(operation);
    }

    /// <summary>The operator that a call through a type parameter or an interface really reaches.</summary>
    private IMethodSymbol Resolve(IMethodSymbol method, Value operand, Frame frame)
    {
        var closed = frame.Types.Substitute(method, Compilation);
        if (!closed.IsAbstract && !closed.IsVirtual)
            return closed;
        var type = (operand.AsObject as HeapObject)?.Type;
        return type is null ? closed : StaticImplementation(closed, type);
    }

    private static IMethodSymbol StaticImplementation(IMethodSymbol method, ITypeSymbol type) =>
        type.FindImplementationForInterfaceMember(method) as IMethodSymbol
            ?? type.AllInterfaces.Where(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, method.ContainingType.OriginalDefinition))
                .SelectMany(candidate => candidate.GetMembers(method.Name).OfType<IMethodSymbol>())
                .Where(candidate => SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, method.OriginalDefinition))
                .Select(candidate => type.FindImplementationForInterfaceMember(candidate) as IMethodSymbol).FirstOrDefault(found => found is not null)
            ?? method;

    private static bool IsStringOrDelegate(INamedTypeSymbol type) =>
        type.SpecialType is SpecialType.System_String or SpecialType.System_Delegate or SpecialType.System_MulticastDelegate or SpecialType.System_Object || type.TypeKind == TypeKind.Delegate;

    private bool SameReference(Value x, Value y) =>
        x.IsNull || y.IsNull ? x.IsNull && y.IsNull
        : x.AsString is { } a && y.AsString is { } b ? a == b
        : x.AsObject is TupleObject or TypeObject or DelegateObject ? AreEqual(x, y)
        : ReferenceEquals(x.AsObject, y.AsObject);

    private Value Combine(Value left, Value right)
    {
        if (left.IsNull || right.IsNull)
            return left.IsNull ? right : left;
        DelegateObject first = left.As<DelegateObject>(), second = right.As<DelegateObject>();
        Fuel.Allocate(PartsOf(first).Count + PartsOf(second).Count);
        return Value.Of(new DelegateObject(first.Type, PartsOf(first).Concat(PartsOf(second)).ToArray()));
    }

    private static Value Remove(Value left, Value right)
    {
        var kept = PartsOf(left.As<DelegateObject>()).ToList();
        if (right.AsObject is not DelegateObject removed)
            return left;
        var parts = PartsOf(removed);
        for (var start = kept.Count - parts.Count; start >= 0; start--)
        {
            if (!parts.Select((part, i) => IsSame(part, kept[start + i])).All(same => same))
                continue;
            kept.RemoveRange(start, parts.Count);
            break;
        }

        return kept.Count switch { 0 => Value.Null, 1 => Value.Of(kept[0]), _ => Value.Of(new DelegateObject(kept[0].Type, kept)) };
    }

    private static bool AreSame(DelegateObject x, DelegateObject y) =>
        PartsOf(x).Count == PartsOf(y).Count && PartsOf(x).Zip(PartsOf(y), IsSame).All(same => same);

    /// <summary>Two delegates are equal where they call the same method on the same object; a lambda equals itself only.</summary>
    private static bool IsSame(DelegateObject x, DelegateObject y) =>
        ReferenceEquals(x, y)
        || x.Lambda is null && y.Lambda is null && x.Environment is null && y.Environment is null
            && ReferenceEquals(x.Receiver.AsObject, y.Receiver.AsObject) && SymbolEqualityComparer.Default.Equals(x.Method, y.Method);

    /// <summary>`(a, b) == (c, d)`: pair by pair, until one of them decides.</summary>
    private bool TupleEquals(Value left, Value right, IOperation operation)
    {
        if (left.AsObject is not TupleObject first || right.AsObject is not TupleObject second || first.Items.Length != second.Items.Length)
            return left.IsReal || right.IsReal ? left.AsTraced.Value == right.AsTraced.Value : left.IsInteger && right.IsInteger ? left.AsInteger == right.AsInteger : AreEqual(left, right);
        return first.Items.Zip(second.Items, (x, y) => TupleEquals(x, y, operation)).All(same => same);
    }

    private static IReadOnlyList<DelegateObject> PartsOf(DelegateObject function) => function.Parts ?? new[] { function };
}
