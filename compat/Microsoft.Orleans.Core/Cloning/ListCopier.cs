namespace Orleans.Serialization.Cloning;

/// <summary>For lists; apart from the other collections because it is the most used and may contain itself.</summary>
internal sealed class ListCopier<T> : TypeCopier
{
    private readonly bool _shallowElements = CopierTable.IsAlwaysShallow(typeof(T));

    public override bool IsShallow(CopyMode mode) => false;

    public override object Copy(object value, CopyContext context)
    {
        if (context.TryGetCopy(value, out var known))
            return known;
        var source = (List<T>)value;
        if (_shallowElements)
        {
            var same = new List<T>(source);
            context.Record(value, same);
            return same;
        }

        var copy = new List<T>(source.Count);
        context.Record(value, copy);
        foreach (var element in source)
            copy.Add(context.Copy(element));
        return copy;
    }
}
