namespace RnnLint.Fuzzing.Generation;

/// <content>Places: variables and what they hold.</content>
internal sealed partial class ProgramWriter
{
    /// <summary>Text of a place, and whether it may be assigned to, and passed by reference.</summary>
    private readonly record struct Place(Func<string> Text, bool IsWritable, bool IsRef);

    // Within an index there are plain indices only: else they would nest without end.
    private bool _isInIndex;

    private string Read(Scalar type) => Places(type, _ => true);

    private string Written(Scalar type) => Places(type, place => place.IsWritable);

    private string Referred(Scalar type) => Places(type, place => place.IsRef);

    // Locals are used more than statics: there are fewer of them.
    private string Places(Scalar type, Func<Place, bool> accepts)
    {
        var places = _scope.Skip(_statics.Count).SelectMany(variable => PlacesOf(variable, type)).Where(accepts).ToList();
        if (places.Count == 0 || _draws.Chance(12))
            return "s_" + type;
        return _draws.Pick(places).Text();
    }

    private IEnumerable<Place> PlacesOf(Variable variable, Scalar type)
    {
        switch (variable.Shape)
        {
            case ScalarShape { Type: var own } when own == type:
                yield return new Place(() => variable.Name, variable.IsWritable, variable is { IsWritable: true, IsProperty: false });
                break;
            case RowShape { Type: var own, Length: > 0 } row when own == type:
                yield return new Place(() => $"{variable.Name}[{Index(row.Length)}]", true, row.Kind != RowKind.List);
                break;
            case GridShape { Type: var own } grid when own == type:
                yield return new Place(() => grid.IsJagged ? $"{variable.Name}[{Index(grid.Rows)}][{Index(grid.Columns)}]" : $"{variable.Name}[{Below(grid.Rows)}, {Below(grid.Columns)}]", true, true);
                break;
            case TupleShape pair:
                if (pair.First == type)
                    yield return new Place(() => variable.Name + ".Item1", variable.IsWritable, variable.IsWritable);
                if (pair.Second == type)
                    yield return new Place(() => variable.Name + ".Item2", variable.IsWritable, variable.IsWritable);
                break;
            case ObjectShape { Type: var declared }:
                for (var i = 0; i < declared.Fields.Count; i++)
                {
                    var field = declared.Fields[i];
                    var isProperty = declared.Kind is ObjectKind.Record or ObjectKind.RecordStruct || declared.Kind == ObjectKind.Class && i == 0;
                    var isWritable = declared.Kind == ObjectKind.Class || declared.IsValue && variable.IsWritable;
                    if (field.Type == type)
                        yield return new Place(() => variable.Name + "." + field.Name, isWritable, isWritable && !isProperty);
                }

                if (declared.HasIndexer && declared.Fields[0].Type == type && (declared.Kind == ObjectKind.Class || variable.IsWritable))
                    yield return new Place(() => $"{variable.Name}[{Below(7)}]", true, false);
                break;
        }
    }

    /// <summary>An index that lies within the length, but for one in a hundred.</summary>
    private string Index(int length) => _draws.Chance(20) ? "^" + _draws.Between(1, length) : Below(length);

    private string Below(int length)
    {
        var draw = _draws.Below(100);
        if (draw > 65 || _isInIndex)
            return _draws.Below(length).ToString(System.Globalization.CultureInfo.InvariantCulture);
        _isInIndex = true;
        var inner = NonConstant(Scalar.Int32, 1);
        _isInIndex = false;
        return draw == 0 ? inner : (length & (length - 1)) == 0 ? $"{inner} & {length - 1}" : $"(int)((uint){inner} % {length})";
    }
}
