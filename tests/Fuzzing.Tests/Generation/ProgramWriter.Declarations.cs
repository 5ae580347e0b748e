namespace RnnLint.Fuzzing.Generation;

/// <content>What a program declares besides its body: types, methods, iterators.</content>
internal sealed partial class ProgramWriter
{
    private void DeclareType()
    {
        var kind = _draws.Pick([ObjectKind.Struct, ObjectKind.Struct, ObjectKind.Class, ObjectKind.Record, ObjectKind.RecordStruct]);
        var name = Fresh(kind.ToString()[..1] + "T");
        var fields = Enumerable.Range(0, _draws.Between(1, 3)).Select(i => (Name: ((char)('X' + i)).ToString(), Type: _draws.Pick(_draws.Chance(60) ? [Scalar.Double, Scalar.Int32, Scalar.Single] : Scalar.Numbers))).ToList();
        var measured = _draws.Pick([Scalar.Double, Scalar.Int32, Scalar.Single, Scalar.Int64, Scalar.Byte]);
        var isRecord = kind is ObjectKind.Record or ObjectKind.RecordStruct;
        var type = new ObjectType(name, kind, fields)
        {
            Measured = measured,
            HasOperators = _draws.Chance(50),
            HasIndexer = !isRecord && _draws.Chance(40),
            Derived = kind == ObjectKind.Class && _draws.Chance(60) ? name + "Derived" : null,
        };
        var parameters = string.Join(", ", fields.Select(field => $"{field.Type} {(isRecord ? field.Name : field.Name.ToLowerInvariant())}"));
        Line($"interface I{name} {{ {measured} Measure(int k); }}");
        Line(kind switch
        {
            ObjectKind.Struct => $"struct {name} : I{name}",
            ObjectKind.Class => $"class {name} : I{name}",
            ObjectKind.Record => $"sealed record {name}({parameters}) : I{name}",
            _ => $"record struct {name}({parameters}) : I{name}",
        });
        Open();
        if (!isRecord)
        {
            for (var i = 0; i < fields.Count; i++)
                Line($"public {fields[i].Type} {fields[i].Name}{(kind == ObjectKind.Class && i == 0 ? " { get; set; }" : ";")}");
            Line($"public {name}({parameters}) {{ {string.Concat(fields.Select(field => $"{field.Name} = {field.Name.ToLowerInvariant()}; "))}}}");
        }

        var outer = _scope;
        var members = fields.Select((field, i) => new Variable(field.Name, new ScalarShape(field.Type), kind != ObjectKind.Record, false, isRecord || kind == ObjectKind.Class && i == 0)).ToList();
        Line($"public {(type.Derived is null ? "" : "virtual ")}{measured} Measure(int k)");
        Body(members, measured);
        if (type.HasIndexer)
        {
            var first = fields[0].Type;
            Line($"public {first} this[int i]");
            Open();
            _scope = [.. outer, .. members, new Variable("i", new ScalarShape(Scalar.Int32))];
            Line($"get => {Assigned(first, 2)};");
            _scope = [.. outer, .. members, new Variable("i", new ScalarShape(Scalar.Int32)), new Variable("value", new ScalarShape(first))];
            Line($"set {{ {fields[0].Name} = {Assigned(first, 2)}; }}");
            Close();
        }

        _scope = outer;
        if (type.HasOperators)
        {
            Operator("+");
            Operator("-");
        }

        Close();
        if (type.Derived is { } derived)
        {
            Line($"class {derived} : {name}");
            Open();
            Line($"public {derived}({parameters}) : base({string.Join(", ", fields.Select(field => field.Name.ToLowerInvariant()))}) {{ }}");
            Line($"public override {measured} Measure(int k)");
            Body([.. members, new Variable("base.Measure(k)", new ScalarShape(measured), false)], measured);
            Close();
        }

        _types.Add(type);

        void Body(List<Variable> own, Scalar result)
        {
            _scope = [.. outer, .. own, new Variable("k", new ScalarShape(Scalar.Int32))];
            FunctionBody(result, 1);
            _scope = outer;
        }

        void Operator(string op)
        {
            _scope = [.. outer, new Variable("l", new ObjectShape(type), false), new Variable("r", new ObjectShape(type), false)];
            Line($"public static {name} operator {op}({name} l, {name} r) => new {name}({string.Join(", ", fields.Select(field => $"({field.Type})({(field.Type == Scalar.Decimal ? $"l.{field.Name} {op} r.{field.Name}" : $"l.{field.Name} {op} r.{field.Name}")})"))});");
            _scope = outer;
        }
    }

    private void DeclareMethod()
    {
        var (name, result) = (Fresh("M"), _draws.Pick(Scalar.Numbers));
        if (result.IsWide || result.IsReal)
        {
            switch (_draws.Below(5))
            {
                case 0:
                    Line($"static T {name}<T>(T x, T y) where T : INumber<T> => {_draws.Pick(["x * y + x", "x + y - T.One", "T.Max(x, y) - y", "-x * y", "T.Abs(x) + y", "x > y ? x : y + y", "x / (y * y + T.One)", "T.Zero + x - y", "T.CreateChecked(3) * x - y"])};");
                    _methods.Add(new Callable(name, result, [(result, ""), (result, "")]) { IsGeneric = true });
                    return;
                case 1:
                    Line($"static {result} {name}(int fuel, {result} x) => fuel <= 0 ? x : unchecked({name}(fuel - 1, x {_draws.Pick(["+", "-", "*"])} ({result})fuel));");
                    _methods.Add(new Callable(name, result, [(Scalar.Byte, "& 7"), (result, "")]));
                    return;
            }
        }

        var parameters = Enumerable.Range(0, _draws.Between(1, 3)).Select(_ => (Type: _draws.Pick(Scalar.Numbers), Modifier: _draws.Pick(["", "", "", "ref", "out", "in"]), Name: Fresh("p"))).ToList();
        Line($"static {result} {name}({string.Join(", ", parameters.Select(parameter => $"{parameter.Modifier} {parameter.Type} {parameter.Name}".TrimStart()))})");
        var outer = _scope;
        _scope = [.. outer, .. parameters.Select(parameter => new Variable(parameter.Name, new ScalarShape(parameter.Type), parameter.Modifier != "in", parameter.Modifier.Length == 0))];
        FunctionBody(result, 1, string.Concat(parameters.Where(parameter => parameter.Modifier == "out").Select(parameter => $"{parameter.Name} = default; ")));
        _scope = outer;
        _methods.Add(new Callable(name, result, [.. parameters.Select(parameter => (parameter.Type, parameter.Modifier))]));
    }

    private void DeclareIterator()
    {
        var (name, type) = (Fresh("Items"), _draws.Pick(Scalar.Numbers));
        Line($"static IEnumerable<{type}> {name}(int count)");
        var outer = _scope;
        _scope = [.. outer, new Variable("count", new ScalarShape(Scalar.Int32))];
        Open();
        var isGuarded = _draws.Chance(40);
        if (isGuarded)
        {
            Line("try");
            Open();
        }

        Line($"yield return {Assigned(type, 2)};");
        Line($"for (var fuel = 0; fuel < {_draws.Between(1, 3)}; fuel++)");
        Open();
        _scope.Add(new Variable("fuel", new ScalarShape(Scalar.Int32), false));
        if (_draws.Chance(30))
            Line($"if ({Truth(2)}) yield break;");
        Line($"{Written(Scalar.Int32)} += {Expression(Scalar.Int32, 1)};");
        Line($"yield return {Assigned(type, 2)};");
        _scope.RemoveAt(_scope.Count - 1);
        Close();
        if (isGuarded)
        {
            Close();
            Line($"finally {{ See({Read(Scalar.Int32)}); }}");
        }

        Close();
        _scope = outer;
        _iterators.Add((name, type));
    }
}
