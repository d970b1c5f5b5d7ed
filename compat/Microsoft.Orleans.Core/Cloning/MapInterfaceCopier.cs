namespace Orleans.Serialization.Cloning;

/// <summary>For a value of an unknown type that is declared as an interface of dictionaries.</summary>
internal sealed class MapInterfaceCopier<TKey, TValue> : TypeCopier
    where TKey : notnull
{
    public override bool IsShallow(CopyMode mode) => false;

    public override object Copy(object value, CopyContext context) =>
        ((IEnumerable<KeyValuePair<TKey, TValue>>)value).ToDictionary(p => context.Copy(p.Key), p => context.Copy(p.Value));
}
