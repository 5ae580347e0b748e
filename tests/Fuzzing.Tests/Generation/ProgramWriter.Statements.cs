namespace RnnLint.Fuzzing.Generation;

/// <content>Statements.</content>
internal sealed partial class ProgramWriter
{
    /// <summary>What jumps may be written here.</summary>
    private readonly record struct Surroundings(bool IsInLoop = false, bool IsInFinally = false, string? Return = null, bool IsInFunction = false);

    private void Statement(int depth, Surroundings around)
    {
        var isNested = depth <= 0;
        _draws.Weighted<Action<int, Surroundings>>(
            (16, (_, _) => Declare()),
            (14, (_, _) => Assignment()),
            (6, (_, _) => Line($"See({Expression(_draws.Pick(Scalar.All), 3)});")),
            (isNested ? 0 : 7, If),
            (isNested ? 0 : 7, For),
            (isNested ? 0 : 4, While),
            (isNested ? 0 : 5, ForEach),
            (isNested ? 0 : 4, SwitchStatement),
            (isNested ? 0 : 5, Try),
            (isNested ? 0 : 1, Goto),
            (isNested ? 0 : 1, (d, s) => { Line(_draws.Pick(["checked", "unchecked"])); Block(d - 1, s); }),
            (isNested || around.IsInFunction ? 0 : 4, (d, _) => LocalFunction(d - 1)),
            (around.IsInLoop && !around.IsInFinally ? 3 : 0, (_, _) => Line($"if ({Truth(2)}) {_draws.Pick(["break", "continue"])};")),
            (around.Return is not null && !around.IsInFinally ? 2 : 0, (_, s) => Line($"if ({Truth(2)}) return {s.Return};")),
            (4, (_, _) => Change()))(depth, around);
    }

    private void Block(int depth, Surroundings around)
    {
        var outer = _scope.Count;
        Open();
        for (var i = _draws.Between(1, 3); i > 0; i--)
            Statement(depth, around);
        Close();
        _scope.RemoveRange(outer, _scope.Count - outer);
    }

    private void Add(string name, Shape shape, bool isWritable = true, bool isCaptured = true) => _scope.Add(new Variable(name, shape, isWritable, isCaptured));

    private void Declare()
    {
        var type = _draws.Pick(_draws.Chance(40) ? [Scalar.Double, Scalar.Int32, Scalar.Single] : Scalar.All);
        var number = type.IsNumber ? type : Scalar.Double;
        switch (_draws.Below(24))
        {
            case < 9:
                Scalars(type);
                break;
            case 9:
                var nullable = Fresh("q");
                number = number == Scalar.Decimal ? Scalar.Double : number;
                Line($"{number}? {nullable} = {(_draws.Chance(30) ? "null" : Convertible(number, 2))};");
                Add(nullable, new NullableShape(number));
                break;
            case < 14:
                Row(number);
                break;
            case 14:
                Grid(number);
                break;
            case 15:
                var (pair, second) = (Fresh("t"), _draws.Pick(Scalar.Numbers));
                Line(_draws.Chance(50) ? $"({number}, {second}) {pair} = ({Convertible(number, 2)}, {Convertible(second, 2)});" : $"var {pair} = (Left: {Expression(number, 2)}, Right: {Expression(second, 2)});");
                Add(pair, new TupleShape(number, second));
                break;
            case 16:
                var map = Fresh("d");
                Line($"var {map} = new Dictionary<int, {number}>();");
                Line($"{map}[{Expression(Scalar.Int32, 2)}] = {Convertible(number, 2)};");
                Add(map, new MapShape(number));
                break;
            case 17:
                Lambda(number);
                break;
            case 18:
                var reference = Fresh("r");
                Line($"ref {number} {reference} = ref {Referred(number)};");
                Add(reference, new ScalarShape(number), isCaptured: false);
                break;
            case 19:
                Span(number);
                break;
            case 20 when _scope.Where(variable => variable.Shape is TupleShape).ToList() is { Count: > 0 } pairs:
                Deconstruction(_draws.Pick(pairs));
                break;
            case > 19 when _types.Count > 0:
                Object(_draws.Pick(_types));
                break;
            default:
                Scalars(type);
                break;
        }
    }

    private void Scalars(Scalar type)
    {
        var name = Fresh("v");
        Line(_draws.Chance(50) ? $"var {name} = {(type == Scalar.Decimal || type == Scalar.Text ? $"({type}){(type == Scalar.Text ? "" : "(")}{Assigned(type, 3)}{(type == Scalar.Text ? "" : ")")}" : Expression(type, 3))};" : $"{type} {name} = {Assigned(type, 3)};");
        Add(name, new ScalarShape(type));
    }

    private void Row(Scalar type)
    {
        var (name, length) = (Fresh("x"), _draws.Between(2, 5));
        string Items() => string.Join(", ", Enumerable.Range(0, length).Select(_ => Convertible(type, 1)));
        if (_draws.Chance(25))
        {
            Line(_draws.Chance(50) ? $"var {name} = new List<{type}> {{ {Items()} }};" : $"List<{type}> {name} = [{Items()}];");
            Add(name, new RowShape(type, length, RowKind.List));
            return;
        }

        var sources = _scope.Where(variable => variable.Shape is RowShape { Kind: RowKind.Array, Length: > 1 } row && row.Type == type).ToList();
        Line(_draws.Below(6) switch
        {
            0 => $"var {name} = new {type}[{length}];",
            1 => $"{type}[] {name} = [{Items()}];",
            2 when sources.Count > 0 && _draws.Pick(sources) is { } source => Sliced(source),
            3 when sources.Count > 0 && _draws.Pick(sources) is { } source => Mapped(source),
            _ => $"var {name} = new {type}[] {{ {Items()} }};",
        });
        Add(name, new RowShape(type, length, RowKind.Array));

        string Sliced(Variable source)
        {
            var whole = ((RowShape)source.Shape).Length;
            var start = _draws.Below(whole);
            length = whole - start;
            return $"var {name} = {source.Name}[{(_draws.Chance(50) ? start.ToString() : "^" + length)}..];";
        }

        string Mapped(Variable source)
        {
            length = ((RowShape)source.Shape).Length;
            var item = Fresh("e");
            return $"var {name} = {source.Name}.Select({item} => {Within([new Variable(item, new ScalarShape(type))], () => Expression(type, 2))}).ToArray();";
        }
    }

    private void Grid(Scalar type)
    {
        var (name, rows, columns) = (Fresh("g"), _draws.Between(1, 3), _draws.Between(1, 3));
        var isJagged = _draws.Chance(50);
        string Cells() => string.Join(", ", Enumerable.Range(0, columns).Select(_ => Convertible(type, 1)));
        Line(isJagged
            ? $"{type}[][] {name} = [{string.Join(", ", Enumerable.Range(0, rows).Select(_ => $"[{Cells()}]"))}];"
            : _draws.Chance(40) ? $"var {name} = new {type}[{rows}, {columns}];"
            : $"var {name} = new {type}[,] {{ {string.Join(", ", Enumerable.Range(0, rows).Select(_ => $"{{ {Cells()} }}"))} }};");
        Add(name, new GridShape(type, rows, columns, isJagged));
    }

    private void Lambda(Scalar result)
    {
        var (name, parameters) = (Fresh("h"), Enumerable.Range(0, _draws.Below(3)).Select(_ => _draws.Pick(Scalar.Numbers)).ToList());
        var inner = parameters.Select(parameter => new Variable(Fresh("p"), new ScalarShape(parameter))).ToList();
        Line($"Func<{string.Join(", ", parameters.Append(result))}> {name} = ({string.Join(", ", inner.Select(parameter => parameter.Name))}) => {Within(inner, () => Assigned(result, 2))};");
        Add(name, new FunctionShape(result, parameters), isWritable: false);
    }

    private void Span(Scalar type)
    {
        var arrays = _scope.Where(variable => variable.Shape is RowShape { Kind: RowKind.Array, Length: > 1 } row && row.Type == type).ToList();
        if (arrays.Count == 0)
        {
            Row(type);
            return;
        }

        var (name, array) = (Fresh("w"), _draws.Pick(arrays));
        var whole = ((RowShape)array.Shape).Length;
        var start = _draws.Below(whole - 1);
        var length = whole - start;
        Line(_draws.Below(3) switch
        {
            0 => $"Span<{type}> {name} = {array.Name}.AsSpan({start});",
            1 => $"var {name} = {array.Name}.AsSpan()[{start}..];",
            _ => $"var {name} = new Span<{type}>({array.Name}, {start}, {length});",
        });
        Add(name, new RowShape(type, length, RowKind.Span), isWritable: false, isCaptured: false);
    }

    private void Deconstruction(Variable pair)
    {
        var shape = (TupleShape)pair.Shape;
        var (first, second) = (Fresh("v"), Fresh("v"));
        Line($"var ({first}, {second}) = {pair.Name};");
        Add(first, new ScalarShape(shape.First));
        Add(second, new ScalarShape(shape.Second));
    }

    private void Object(ObjectType type)
    {
        var name = Fresh("o");
        var others = _scope.Where(variable => variable.Shape is ObjectShape shape && shape.Type == type).ToList();
        var field = type.Fields[0];
        if (others.Count > 0 && _draws.Chance(50))
        {
            var other = _draws.Pick(others).Name;
            Line(type.HasWith && _draws.Chance(50) ? $"var {name} = {other} with {{ {field.Name} = {Convertible(field.Type, 2)} }};" : $"var {name} = {other};");
        }
        else
        {
            Line($"{type.Name} {name} = {Created(type, 2)};");
        }

        Add(name, new ObjectShape(type));
    }

    private void Assignment()
    {
        var type = _draws.Pick(_draws.Chance(40) ? [Scalar.Double, Scalar.Int32, Scalar.Single] : Scalar.All);
        switch (_draws.Below(10))
        {
            case < 4:
                Line($"{Written(type)} = {Assigned(type, 3)};");
                break;
            case < 8:
                Line(Compound(type, 3) + ";");
                break;
            case 8:
                Line(type.IsNumber ? $"{Written(type)}{_draws.Pick(["++", "--"])};" : $"{Written(type)} = {Assigned(type, 2)};");
                break;
            default:
                var other = _draws.Pick(Scalar.Numbers);
                Line(_draws.Chance(50) && type.IsNumber && type != Scalar.Decimal && Referred(type) is { } left && Referred(type) is { } right
                    ? $"({left}, {right}) = ({right}, {left});"
                    : $"({Written(type)}, {Written(other)}) = ({(type == Scalar.Decimal ? Read(type) : Assigned(type, 2))}, {(other == Scalar.Decimal ? Read(other) : Assigned(other, 2))});");
                break;
        }
    }

    /// <summary>A statement on something that is no number.</summary>
    private void Change()
    {
        var variables = _scope.Where(variable => variable.IsWritable && variable.Shape is NullableShape or MapShape or ObjectShape || variable is { IsWritable: true, Shape: RowShape { Kind: RowKind.List } or GridShape }).ToList();
        if (variables.Count == 0)
        {
            Assignment();
            return;
        }

        var variable = _draws.Pick(variables);
        var name = variable.Name;
        switch (variable.Shape)
        {
            case NullableShape { Type: var type }:
                Line(_draws.Below(5) switch
                {
                    0 => $"{name} = null;",
                    1 => $"{name} ??= {Convertible(type, 2)};",
                    2 when type.IsWide || type.IsReal => $"{name} {_draws.Pick(["+=", "-=", "*="])} {NonConstant(type, 2)};",
                    3 => $"{name}{_draws.Pick(["++", "--"])};",
                    _ => $"{name} = {Convertible(type, 2)};",
                });
                break;
            case MapShape { Type: var type }:
                var value = Fresh("v");
                Line(_draws.Below(4) switch
                {
                    0 when type.IsWide || type.IsReal => $"if ({name}.ContainsKey({Read(Scalar.Int32)})) {name}[{Read(Scalar.Int32)}] += {NonConstant(type, 2)};",
                    1 => $"if ({name}.TryGetValue({Expression(Scalar.Int32, 1)}, out var {value})) See({value});",
                    2 => $"See({name}.Count);",
                    _ => $"{name}[{Expression(Scalar.Int32, 2)}] = {Assigned(type, 2)};",
                });
                break;
            case RowShape { Type: var type, Kind: RowKind.List }:
                Line(_draws.Below(5) switch
                {
                    0 => $"See({name}.Count);",
                    1 => $"{name}.Reverse();",
                    2 => $"See({name}.IndexOf({NonConstant(type, 1)}));",
                    3 when !variable.IsCaptured => $"{name}.Reverse();",
                    _ => $"{name}.Insert(0, {Assigned(type, 2)});",
                });
                break;
            case ObjectShape { Type: var type }:
                Line(type.HasOperators && _draws.Chance(30) ? $"{name} += {Created(type, 2)};" : $"See({name}.Measure({Expression(Scalar.Int32, 2)}));");
                break;
            default:
                Assignment();
                break;
        }
    }

    private void If(int depth, Surroundings around)
    {
        Line($"if ({Truth(3)})");
        Block(depth - 1, around);
        if (!_draws.Chance(50))
            return;
        Line("else");
        Block(depth - 1, around);
    }

    private void For(int depth, Surroundings around)
    {
        var fuel = Fresh("fuel");
        var limit = _draws.Between(1, 4);
        var condition = _draws.Chance(20) ? $" && {Truth(2)}" : "";
        Line(_draws.Below(3) switch
        {
            0 => $"for (int {fuel} = {limit}; {fuel} > 0{condition}; {fuel}--)",
            1 => $"for (var {fuel} = 0; {fuel} < {limit}{condition}; ++{fuel})",
            _ => $"for (int {fuel} = 0; {fuel} <= {limit}{condition}; {fuel} += 2)",
        });
        Looped(depth, around, fuel);
    }

    private void While(int depth, Surroundings around)
    {
        var fuel = Fresh("fuel");
        Line($"var {fuel} = {_draws.Between(1, 4)};");
        var condition = _draws.Chance(50) ? $" && {Truth(2)}" : "";
        if (_draws.Chance(50))
        {
            Line($"while ({fuel}-- > 0{condition})");
            Looped(depth, around, fuel);
            return;
        }

        Line("do");
        Looped(depth, around, fuel);
        Line($"while (--{fuel} > 0{condition});");
    }

    /// <summary>The body of a loop, which may read what bounds it.</summary>
    private void Looped(int depth, Surroundings around, string fuel)
    {
        Add(fuel, new ScalarShape(Scalar.Int32), isWritable: false);
        Block(depth - 1, around with { IsInLoop = true, IsInFinally = false });
        _scope.RemoveAt(_scope.Count - 1);
    }

    private void ForEach(int depth, Surroundings around)
    {
        var item = Fresh("v");
        var rows = _scope.Where(variable => variable.Shape is RowShape { Kind: not RowKind.List }).ToList();
        var (sequence, type) = _draws.Below(3) switch
        {
            0 when _iterators.Count > 0 && _draws.Pick(_iterators) is var iterator => ($"{iterator.Name}({Expression(Scalar.Int32, 1)}){_draws.Pick(["", ".Take(2)", ".Skip(1)"])}", iterator.Item),
            1 or 2 when rows.Count > 0 && _draws.Pick(rows) is { Shape: RowShape row, Name: var name } => (name, row.Type),
            _ => ($"Enumerable.Range({_draws.Between(-3, 3)}, {_draws.Between(0, 4)})", Scalar.Int32),
        };
        Line($"foreach ({(_draws.Chance(50) ? "var" : type.Name)} {item} in {sequence})");
        Add(item, new ScalarShape(type), isWritable: false);
        Block(depth - 1, around with { IsInLoop = true, IsInFinally = false });
        _scope.RemoveAt(_scope.Count - 1);
    }

    private void SwitchStatement(int depth, Surroundings around)
    {
        // `break` would leave the switch, and `continue` is one of two.
        var inner = around with { IsInLoop = false };
        var isPattern = _draws.Chance(40);
        Line($"switch ({(isPattern ? NonConstant(Scalar.Double, 2) : $"{NonConstant(Scalar.Int32, 2)} & 7")})");
        Open();
        string[] labels = isPattern ? [$"case < 0 when {Truth(2)}:", "case > 1.5:", "case double.NaN:", "case 0.0:"] : ["case 0:", "case 1: case 2:", $"case > 5 when {Truth(2)}:", "case 6:"];
        foreach (var label in labels.Take(_draws.Between(1, 4)))
        {
            Line(label);
            Block(depth - 1, inner);
            Line(!isPattern && label != "case 0:" && _draws.Chance(15) ? "goto case 0;" : _draws.Chance(10) ? "goto default;" : "break;");
        }

        Line("default:");
        Block(depth - 1, inner);
        Line("break;");
        Close();
    }

    private void Try(int depth, Surroundings around)
    {
        Line("try");
        Block(depth - 1, around);
        var isCaught = _draws.Chance(75);
        if (isCaught)
        {
            Line(_draws.Pick(["catch (DivideByZeroException)", "catch (ArithmeticException)", "catch (Exception)", "catch", $"catch (OverflowException) when ({Truth(2)})", $"catch (Exception) when ({Truth(2)})"]));
            Block(depth - 1, around);
        }

        if (isCaught && _draws.Chance(60))
            return;
        Line("finally");
        Block(depth - 1, around with { IsInFinally = true, IsInLoop = false });
    }

    private void Goto(int depth, Surroundings around)
    {
        var (fuel, label) = (Fresh("fuel"), Fresh("again"));
        Line($"var {fuel} = {_draws.Between(1, 2)};");
        Line($"{label}:");
        Block(depth - 1, around);
        Line($"if ({fuel}-- > 0 && {Truth(2)}) goto {label};");
    }

    private void LocalFunction(int depth)
    {
        var (name, result) = (Fresh("Local"), _draws.Pick(Scalar.Numbers));
        var parameters = Enumerable.Range(0, _draws.Below(3)).Select(_ => new Variable(Fresh("p"), new ScalarShape(_draws.Pick(Scalar.Numbers)))).ToList();
        Line($"{result} {name}({string.Join(", ", parameters.Select(parameter => $"{((ScalarShape)parameter.Shape).Type} {parameter.Name}"))})");
        Within(parameters, () =>
        {
            FunctionBody(result, depth);
            return name;
        });
        Add(name, new FunctionShape(result, [.. parameters.Select(parameter => ((ScalarShape)parameter.Shape).Type)]), isWritable: false);
    }

    private void FunctionBody(Scalar result, int depth, string? before = null)
    {
        Open();
        if (before is not null)
            Line(before);
        var count = _scope.Count;
        for (var i = _draws.Between(0, 3); i > 0; i--)
            Statement(Math.Min(depth, 1), new Surroundings(Return: $"({result})({Read(result)})", IsInFunction: true));
        Line($"return {Assigned(result, 3)};");
        Close();
        _scope.RemoveRange(count, _scope.Count - count);
    }
}
