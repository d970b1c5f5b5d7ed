namespace Orleans.Serialization.Cloning;

/// <summary>For dictionaries.</summary>
/// <param name="build">Builds one like the first from the pairs.</param>
internal sealed class MapCopier<TMap, TKey, TValue>(Func<TMap, IEnumerable<KeyValuePair<TKey, TValue>>, TMap> build) : TypeCopier
    where TMap : IEnumerable<KeyValuePair<TKey, TValue>>
{
    private readonly bool _shallow = CopierTable.IsAlwaysShallow(typeof(TKey)) && CopierTable.IsAlwaysShallow(typeof(TValue));

    public override bool IsShallow(CopyMode mode) => false;

    public override object Copy(object value, CopyContext context)
    {
        if (context.TryGetCopy(value, out object? known))
            return known;
        TMap source = (TMap)value;
        object copy = build(
            source,
            _shallow ? source : source.Select(p => KeyValuePair.Create(context.Copy(p.Key), context.Copy(p.Value)))
        )!;
        context.Record(value, copy);
        return copy;
    }
}
