namespace RnnLint.Fuzzing.Generation;

/// <content>Expressions, each of exactly the type that is asked for. What could be more than one token stands in parentheses.</content>
internal sealed partial class ProgramWriter
{
    /// <summary>Whether the compiler folds the expression, and so would complain of a constant that overflows.</summary>
    private readonly record struct Term(string Text, bool IsConstant = false)
    {
        public static implicit operator Term(string text) => new(text);
    }

    private string Expression(Scalar type, int depth) => Make(type, depth).Text;

    private string NonConstant(Scalar type, int depth) => Make(type, depth) is { IsConstant: false, Text: var text } ? text : Read(type);

    /// <summary>Of the type, or of one that converts to it by itself.</summary>
    private string Convertible(Scalar type, int depth) =>
        type.Narrower.Count > 0 && _draws.Chance(25) ? NonConstant(_draws.Pick(type.Narrower), depth) : Expression(type, depth);

    /// <summary>What is assigned: texts and decimals are kept from growing.</summary>
    private string Assigned(Scalar type, int depth) =>
        type == Scalar.Text ? $"Cut({Expression(type, depth)})"
        : type == Scalar.Decimal ? $"{NonConstant(type, depth)} % 1000m"
        : Convertible(type, depth);

    private Term Make(Scalar type, int depth)
    {
        if (depth <= 0)
            return Atom(type);
        return type == Scalar.Boolean ? Condition(depth) : type == Scalar.Text ? Text(depth) : Number(type, depth);
    }

    private Term Atom(Scalar type) => _draws.Chance(70) ? Read(type) : new Term(type.Literal(_draws), true);

    private Term Number(Scalar type, int depth) => _draws.Weighted<Func<Scalar, int, Term>>(
        (14, (t, _) => Atom(t)),
        (30, Arithmetic),
        (8, Cast),
        (6, (t, d) => $"({Truth(d - 1)} ? {NonConstant(t, d - 1)} : {Expression(t, d - 1)})"),
        (5, Switch),
        (6, Step),
        (5, AssignedNumber),
        (8, Call),
        (8, MathCall),
        (5, (t, d) => $"See({Expression(t, d - 1)})"),
        (5, OfRow),
        (4, OfNullable),
        (3, (t, d) => $"{_draws.Pick(["checked", "unchecked"])}({NonConstant(t, d - 1)})"),
        (2, (t, d) => $"({Expression(Scalar.Double, d - 1)}, {Expression(t, d - 1)}).Item2"),
        (5, OfObject),
        (3, Special))(type, depth);

    private Term Arithmetic(Scalar type, int depth)
    {
        if (type.IsSmall)
            return $"unchecked(({type}){NonConstant(Scalar.Int32, depth)})";
        if (type == Scalar.Decimal)
            return _draws.Chance(60) ? $"({NonConstant(type, depth - 1)} {_draws.Pick(["+", "-"])} {Convertible(type, depth - 1)})" : $"({Read(type)} * {_draws.Pick(["2m", "(-1m)", "3m"])})";
        if (_draws.Chance(12))
            return $"({_draws.Pick<string>(type.IsReal ? ["-", "+"] : type.IsUnsigned ? ["~", "+"] : ["-", "~", "+"])}{NonConstant(type, depth - 1)})";
        if (type.IsWide && _draws.Chance(18))
            return $"({NonConstant(type, depth - 1)} {_draws.Pick(["<<", ">>", ">>>"])} {Convertible(Scalar.Int32, depth - 1)})";
        var op = _draws.Pick<string>(type.IsReal ? ["+", "-", "*", "/", "+", "-", "*", "%"] : ["+", "-", "*", "/", "%", "&", "|", "^", "+", "-", "*"]);
        if (type.IsWide && op is "/" or "%")
        {
            var divisor = NonConstant(type, depth - 1);
            return $"({Expression(type, depth - 1)} {op} {(type.IsWide && !_draws.Chance(8) ? $"({divisor} | 1)" : divisor)})";
        }

        return _draws.Chance(70) ? $"({NonConstant(type, depth - 1)} {op} {Convertible(type, depth - 1)})" : $"({Expression(type, depth - 1)} {op} {NonConstant(type, depth - 1)})";
    }

    private Term Cast(Scalar type, int depth)
    {
        if (type == Scalar.Decimal)
            return $"((decimal){NonConstant(_draws.Pick(type.Narrower), depth - 1)})";
        var from = _draws.Pick(Scalar.Numbers);

        // Decimals are traced as doubles: a zero has no sign of its own there, and a decimal's may have one.
        if (from == Scalar.Decimal && type.IsReal)
            return $"(({type}){Read(from)} + {(type == Scalar.Single ? "0f" : "0.0")})";
        return $"(({type}){NonConstant(from, depth - 1)})";
    }

    private Term Switch(Scalar type, int depth)
    {
        var subject = _draws.Pick([Scalar.Int32, Scalar.Double, Scalar.Char, Scalar.Int64, Scalar.Byte]);
        var arms = subject.Name switch
        {
            "double" => _draws.Pick<string[]>([["< -1.5", "< 0", "0.1", ">= 2"], ["double.NaN", "> 1e3", "-0.5"], ["not (> 0)", "> 5"]]),
            "char" => _draws.Pick<string[]>([["'a'", ">= '0' and <= '9'", "'Z' or 'b'"], ["> 'm'", "'\\0'"]]),
            "byte" => _draws.Pick<string[]>([["0", "255", "> 100"], ["< 8", "128 or 7"]]),
            _ => _draws.Pick<string[]>([["0", "1 or 2", "> 50"], ["< -3", "3", "not 7"], ["-1", "> 0 and < 9", "100 or 31"]]),
        };
        var when = _draws.Chance(30) ? " when " + Truth(depth - 1) : "";
        var written = arms.Select((arm, i) => $"{arm}{(i == 0 ? when : "")} => {NonConstant(type, depth - 1)}, ");
        return $"({NonConstant(subject, depth - 1)} switch {{ {string.Concat(written)}_ => {Expression(type, depth - 1)} }})";
    }

    private Term Step(Scalar type, int depth)
    {
        var op = _draws.Pick(["++", "--"]);
        return type == Scalar.Decimal ? Atom(type) : _draws.Chance(50) ? $"({Written(type)}{op})" : $"({op}{Written(type)})";
    }

    private Term AssignedNumber(Scalar type, int depth) =>
        type == Scalar.Decimal || _draws.Chance(40) ? $"({Written(type)} = {Assigned(type, depth - 1)})" : $"({Compound(type, depth - 1)})";

    /// <summary><c>x op= y</c>, where the type has the operator.</summary>
    private string Compound(Scalar type, int depth)
    {
        var target = Written(type);
        if (type == Scalar.Decimal)
            return $"{target} {_draws.Pick(["+=", "-="])} {Read(type)} % 1000m";
        if (type == Scalar.Text)
            return $"{target} = Cut({Read(type)} + {Read(type)})";
        if (type == Scalar.Boolean)
            return $"{target} {_draws.Pick(["&=", "|=", "^="])} {Expression(type, depth)}";
        if (type.IsInteger && _draws.Chance(20))
            return $"{target} {_draws.Pick(["<<=", ">>=", ">>>="])} {Expression(Scalar.Int32, depth)}";
        var op = _draws.Pick<string>(type.IsReal ? ["+=", "-=", "*=", "/=", "%="] : ["+=", "-=", "*=", "/=", "%=", "&=", "|=", "^="]);
        // A char is made of an int by a cast alone.
        var value = type == Scalar.Char ? $"(char){NonConstant(Scalar.Int32, depth)}" : NonConstant(type.Narrower.Count > 0 && _draws.Chance(20) ? _draws.Pick(type.Narrower) : type, depth);
        if (type.IsInteger && op is "/=" or "%=" && !_draws.Chance(8))
            value = type.IsWide ? $"({NonConstant(type, depth)} | 1)" : $"unchecked(({type})({NonConstant(Scalar.Int32, depth)} | 1))";
        return $"{target} {op} {value}";
    }

    private Term Call(Scalar type, int depth)
    {
        var functions = _scope.Where(variable => variable.Shape is FunctionShape shape && shape.Result == type).ToList();
        if (functions.Count > 0 && _draws.Chance(50))
        {
            var function = _draws.Pick(functions);
            return $"{function.Name}({string.Join(", ", ((FunctionShape)function.Shape).Parameters.Select(parameter => Convertible(parameter, depth - 1)))})";
        }

        var methods = _methods.Where(method => method.Result == type).ToList();
        if (methods.Count == 0)
            return Atom(type);
        var chosen = _draws.Pick(methods);
        return $"{chosen.Name}{(chosen.IsGeneric ? $"<{type}>" : "")}({string.Join(", ", chosen.Parameters.Select(parameter => parameter.Modifier switch
        {
            "ref" => "ref " + Referred(parameter.Type),
            "out" => _draws.Chance(50) ? "out _" : "out " + Referred(parameter.Type),
            "in" => NonConstant(parameter.Type, depth - 1),
            "& 7" => $"{NonConstant(parameter.Type, depth - 1)} & 7",
            _ => Convertible(parameter.Type, depth - 1),
        }))})";
    }

    private Term MathCall(Scalar type, int depth)
    {
        string E(Scalar? of = null) => NonConstant(of ?? type, depth - 1);
        if (type == Scalar.Double)
        {
            return _draws.Below(11) switch
            {
                0 => $"Math.{_draws.Pick(["Max", "Min"])}({E()}, {E()})",
                1 => $"Math.{_draws.Pick(["Floor", "Ceiling", "Truncate", "Round"])}({E()})",
                2 => $"Math.Round({E()}, {_draws.Pick(["MidpointRounding.AwayFromZero", "MidpointRounding.ToEven", "MidpointRounding.ToZero", "MidpointRounding.ToNegativeInfinity", "MidpointRounding.ToPositiveInfinity", "2", "1, MidpointRounding.AwayFromZero"])})",
                3 => $"Math.{_draws.Pick(["Pow", "Atan2", "CopySign", "MaxMagnitude", "MinMagnitude", "IEEERemainder"])}({E()}, {E()})",
                4 => $"Math.Clamp({E()}, -1.5, 2.5)",
                5 => $"Math.{_draws.Pick(["BitIncrement", "BitDecrement"])}({E()})",
                6 => $"Math.ScaleB({E()}, {Read(Scalar.Int32)} % 20)",
                7 => $"Math.Log10({E()})",
                _ => $"Math.{_draws.Pick(["Abs", "Sqrt", "Exp", "Log", "Sin", "Cos", "Tan", "Tanh", "Sinh", "Cosh", "Asin", "Acos", "Atan"])}({E()})",
            };
        }

        // Math of floats only where the result is rounded from an exact one: the others are computed in double here, and may differ in the last bit.
        if (type == Scalar.Single)
        {
            return _draws.Below(4) switch
            {
                0 => $"MathF.{_draws.Pick(["Max", "Min", "CopySign"])}({E()}, {E()})",
                1 => $"MathF.{_draws.Pick(["Floor", "Ceiling", "Truncate", "Round"])}({E()})",
                2 => $"((float)Math.{_draws.Pick(["Tanh", "Exp", "Sin", "Sqrt"])}({E()}))",
                _ => $"MathF.{_draws.Pick(["Abs", "Sqrt"])}({E()})",
            };
        }

        if (type == Scalar.Int32 && _draws.Chance(30))
        {
            var number = _draws.Pick([Scalar.Double, Scalar.Single, Scalar.Int64, Scalar.Int32, Scalar.UInt64, Scalar.SByte]);
            return _draws.Below(4) switch
            {
                0 when number != Scalar.UInt64 => $"Math.Sign({E(number)})",
                1 => $"{E(number)}.CompareTo({E(number)})",
                2 => $"Math.DivRem({E()}, ({E()} | 1), out {Referred(type)})",
                _ => $"Convert.ToInt32({E(number)})",
            };
        }

        if (type == Scalar.Int64 && _draws.Chance(20))
            return $"Math.BigMul({E(Scalar.Int32)}, {E(Scalar.Int32)})";
        if (type.IsInteger && type != Scalar.Char || type == Scalar.Decimal)
        {
            return _draws.Below(3) switch
            {
                0 when !type.IsUnsigned => $"Math.Abs({E()})",
                1 when type != Scalar.Decimal => $"Math.Clamp({E()}, ({type})1, ({type})100)",
                _ => $"Math.{_draws.Pick(["Max", "Min"])}({E()}, {E()})",
            };
        }

        return Atom(type);
    }

    private Term OfRow(Scalar type, int depth)
    {
        var rows = _scope.Where(variable => variable.Shape is RowShape { Kind: not RowKind.Span } row && row.Type == type).ToList();
        if (rows.Count == 0 || type == Scalar.Char || type == Scalar.Decimal)
            return Atom(type);
        var row = _draws.Pick(rows).Name;
        var item = Fresh("e");
        string Of(Scalar result) => Within([new Variable(item, new ScalarShape(type))], () => NonConstant(result, depth - 1));
        if (type == Scalar.Int32 && _draws.Chance(30))
            return $"{row}.Count({item} => {Of(Scalar.Boolean)})";
        if (type == Scalar.Int32 || type == Scalar.Int64 || type.IsReal)
        {
            return _draws.Below(6) switch
            {
                0 => $"{row}.Sum()",
                1 => $"{row}.{_draws.Pick(["Max", "Min"])}()",
                // Not Last: which items it leaves out is an affair of LINQ's own, and shows where they change something.
                2 => $"{row}.Select({item} => {Of(type)}).{_draws.Pick(["Sum", "First", "Max"])}()",
                3 => $"{row}.Where({item} => {Of(Scalar.Boolean)}).Sum()",
                4 => $"{row}.Aggregate((l, r) => unchecked(l {_draws.Pick(["+", "-", "*"])} r))",
                _ => $"{row}.OrderBy({item} => {item}).{_draws.Pick(["First", "Last", "Skip(1).First"])}()",
            };
        }

        return _draws.Chance(50) ? $"{row}.{_draws.Pick(["First", "Last", "Max", "Min"])}()" : $"Enumerable.Reverse({row}).First()";
    }

    private Term OfNullable(Scalar type, int depth)
    {
        var nullables = _scope.Where(variable => variable.Shape is NullableShape nullable && nullable.Type == type).ToList();
        if (nullables.Count == 0)
            return Atom(type);
        var name = _draws.Pick(nullables).Name;
        return _draws.Below(5) switch
        {
            0 => $"{name}.GetValueOrDefault()",
            1 => $"{name}.GetValueOrDefault({Expression(type, depth - 1)})",
            2 when type.IsWide || type.IsReal => $"(({name} {_draws.Pick(["+", "-", "*"])} {NonConstant(type, depth - 1)}) ?? {Expression(type, depth - 1)})",
            3 when _draws.Chance(20) => $"{name}.Value",
            _ => $"({name} ?? {Expression(type, depth - 1)})",
        };
    }

    private Term OfObject(Scalar type, int depth)
    {
        var types = _types.Where(declared => declared.Measured == type || declared.Fields.Any(field => field.Type == type)).ToList();
        if (types.Count == 0)
            return Atom(type);
        var declared = _draws.Pick(types);
        var holders = _scope.Where(variable => variable.Shape is ObjectShape shape && shape.Type == declared && variable.IsWritable).Select(variable => variable.Name).ToList();
        var value = holders.Count > 0 && _draws.Chance(70) ? _draws.Pick(holders) : Created(declared, depth - 1);
        if (declared.HasOperators && _draws.Chance(25))
            value = $"({value} {_draws.Pick(["+", "-"])} {Created(declared, depth - 1)})";
        if (declared.Measured == type && (declared.Fields.All(field => field.Type != type) || _draws.Chance(60)))
            return _draws.Chance(15) ? $"((I{declared.Name}){value}).Measure({Expression(Scalar.Int32, depth - 1)})" : $"{value}.Measure({Expression(Scalar.Int32, depth - 1)})";
        return $"{value}.{_draws.Pick([.. declared.Fields.Where(field => field.Type == type)]).Name}";
    }

    private string Created(ObjectType declared, int depth)
    {
        var arguments = string.Join(", ", declared.Fields.Select(field => Convertible(field.Type, depth)));
        return $"new {(declared.Derived is { } derived && _draws.Chance(50) ? derived : declared.Name)}({arguments})";
    }

    /// <summary>What belongs to one type alone.</summary>
    private Term Special(Scalar type, int depth) => type.Name switch
    {
        "int" => _draws.Below(5) switch
        {
            0 => $"{Expression(Scalar.Text, depth - 1)}.Length",
            1 => $"({NonConstant(Scalar.Text, 0)} + \"z\")[0] + 0",
            2 => $"int.Parse({Read(Scalar.Int32)}.ToString())",
            3 => $"({NonConstant(Scalar.Byte, depth - 1)} {_draws.Pick(["+", "*", "-", "<<"])} {NonConstant(Scalar.SByte, depth - 1)})",
            _ => $"{NonConstant(Scalar.Int64, depth - 1)}.GetHashCode()",
        } is var text ? $"({text})" : default(Term),
        "long" => _draws.Chance(5) ? $"BitConverter.DoubleToInt64Bits({NonConstant(Scalar.Double, depth - 1)})" : $"({NonConstant(Scalar.UInt32, depth - 1)} - {NonConstant(Scalar.Int32, depth - 1)})",
        "double" => _draws.Chance(30) ? $"BitConverter.Int64BitsToDouble({NonConstant(Scalar.Int64, depth - 1)})" : $"({NonConstant(Scalar.Single, depth - 1)} {_draws.Pick(["+", "*"])} {NonConstant(Scalar.Double, depth - 1)})",
        "char" => $"({Expression(Scalar.Text, depth - 1)} + \"q\")[0]",
        _ => new Term($"default({type})", true),
    };

    private string Truth(int depth) => Make(Scalar.Boolean, depth) is { IsConstant: false, Text: var text } ? text : Read(Scalar.Boolean);

    private Term Condition(int depth)
    {
        var number = _draws.Pick(Scalar.Numbers);
        switch (_draws.Below(16))
        {
            case 0:
                return Atom(Scalar.Boolean);
            case 1 or 2:
                return $"({Truth(depth - 1)} {_draws.Pick(["&&", "||", "&", "|", "^", "==", "!="])} {Truth(depth - 1)})";
            case 3:
                return $"(!{Truth(depth - 1)})";
            case 4:
                return $"({NonConstant(Scalar.Int32, depth - 1)} is {_draws.Pick(["> 3", "0 or > 7", ">= -2 and < 12", "not 1", "< 0"])})";
            case 5:
                return $"({NonConstant(Scalar.Double, depth - 1)} is {_draws.Pick(["> 0.5", "double.NaN", ">= -1 and < 2", "not 0"])})";
            case 6 when _scope.Where(variable => variable.Shape is NullableShape).ToList() is { Count: > 0 } nullables:
                var nullable = _draws.Pick(nullables);
                return ((NullableShape)nullable.Shape).Type is { IsNumber: true } of && _draws.Chance(60)
                    ? $"({nullable.Name} {_draws.Pick(["<", ">=", "==", "!=", ">"])} {NonConstant(of, depth - 1)})"
                    : _draws.Pick([$"{nullable.Name}.HasValue", $"({nullable.Name} == null)", $"({nullable.Name} is not null)"]);
            case 7:
                return $"({NonConstant(Scalar.Text, depth - 1)} {_draws.Pick(["==", "!="])} {Expression(Scalar.Text, depth - 1)})";
            case 8:
                return $"double.{_draws.Pick(["IsNaN", "IsInfinity", "IsFinite", "IsNegative"])}({NonConstant(Scalar.Double, depth - 1)})";
            case 9:
                return $"{NonConstant(number, depth - 1)}.Equals({NonConstant(number, depth - 1)})";
            case 10:
                return $"(({NonConstant(Scalar.Int64, depth - 1)}, {NonConstant(Scalar.Double, depth - 1)}) {_draws.Pick(["==", "!="])} ({NonConstant(Scalar.Int64, depth - 1)}, {NonConstant(Scalar.Double, depth - 1)}))";
            case 11 when _scope.Where(variable => variable.Shape is RowShape { Kind: not RowKind.Span }).ToList() is { Count: > 0 } rows:
                var row = _draws.Pick(rows);
                var item = Fresh("e");
                var type = ((RowShape)row.Shape).Type;
                return _draws.Chance(40) ? $"{row.Name}.Contains({NonConstant(type, depth - 1)})"
                    : $"{row.Name}.{_draws.Pick(["Any", "All"])}({item} => {Within([new Variable(item, new ScalarShape(type))], () => Truth(depth - 1))})";
            case 12 when _types.Where(declared => declared.Kind is ObjectKind.Record or ObjectKind.RecordStruct).ToList() is { Count: > 0 } records:
                var record = _draws.Pick(records);
                return $"({Created(record, depth - 1)} {_draws.Pick(["==", "!="])} {Created(record, depth - 1)})";
            default:
                return $"({NonConstant(number, depth - 1)} {_draws.Pick(["<", "<=", ">", ">=", "==", "!="])} {Convertible(number, depth - 1)})";
        }
    }

    private Term Text(int depth) => _draws.Below(6) switch
    {
        0 => $"({Expression(Scalar.Text, depth - 1)} + {NonConstant(_draws.Pick([Scalar.Int32, Scalar.Char, Scalar.Int64]), depth - 1)})",
        1 => $"$\"{{{NonConstant(Scalar.Int32, depth - 1)}}}:{{{NonConstant(Scalar.Text, depth - 1)}}}\"",
        2 => $"({Truth(depth - 1)} ? {NonConstant(Scalar.Text, depth - 1)} : {Expression(Scalar.Text, depth - 1)})",
        3 => $"{NonConstant(Scalar.Int64, depth - 1)}.ToString()",
        _ => Atom(Scalar.Text),
    };

    /// <summary>What is written where only captured variables, and these besides, may be used: in a lambda.</summary>
    private string Within(IReadOnlyList<Variable> parameters, Func<string> write)
    {
        var outer = _scope;
        _scope = [.. outer.Where(variable => variable.IsCaptured), .. parameters];
        try
        {
            return write();
        }
        finally
        {
            _scope = outer;
        }
    }
}
