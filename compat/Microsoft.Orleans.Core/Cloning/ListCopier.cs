namespace Orleans.Serialization.Cloning;

/// <summary>For lists; apart from the other collections because it is the most used and may contain itself.</summary>
internal sealed class ListCopier<T> : TypeCopier
{
    private readonly bool _shallowElements = CopierTable.IsAlwaysShallow(typeof(T));

    public override bool IsShallow(CopyMode mode) => false;

    public override object Copy(object value, CopyContext context)
    {
        if (context.TryGetCopy(value, out object? known))
            return known;
        List<T> source = (List<T>)value;
        if (_shallowElements)
        {
            List<T> same = new(source);
            context.Record(value, same);
            return same;
        }

        List<T> copy = new(source.Count);
        context.Record(value, copy);
        foreach (T? element in source)
            copy.Add(context.Copy(element));
        return copy;
    }
}
