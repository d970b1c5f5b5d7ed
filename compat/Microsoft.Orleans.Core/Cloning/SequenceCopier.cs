namespace Orleans.Serialization.Cloning;

/// <summary>For collections that are built from their elements.</summary>
/// <param name="build">Builds one like the first from the elements.</param>
internal sealed class SequenceCopier<TCollection, T>(Func<TCollection, IEnumerable<T>, TCollection> build) : TypeCopier
    where TCollection : IEnumerable<T>
{
    public override bool IsShallow(CopyMode mode) => false;

    public override object Copy(object value, CopyContext context)
    {
        if (context.TryGetCopy(value, out object? known))
            return known;
        TCollection source = (TCollection)value;
        object copy = build(source, CopierTable.IsAlwaysShallow(typeof(T)) ? source : source.Select(context.Copy).ToList())!;
        context.Record(value, copy);
        return copy;
    }
}
