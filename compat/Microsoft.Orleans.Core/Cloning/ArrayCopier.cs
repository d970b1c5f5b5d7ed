namespace Orleans.Serialization.Cloning;

/// <summary>For arrays of one dimension.</summary>
internal sealed class ArrayCopier<T> : TypeCopier
{
    private readonly bool _shallowElements = CopierTable.IsAlwaysShallow(typeof(T));

    public override bool IsShallow(CopyMode mode) => false;

    public override object Copy(object value, CopyContext context)
    {
        T[] source = (T[])value;
        if (_shallowElements || source.Length == 0)
            return source.Clone();
        if (context.TryGetCopy(value, out object? known))
            return known;
        T[] copy = new T[source.Length];
        context.Record(value, copy);
        for (int i = 0; i < copy.Length; i++)
            copy[i] = context.Copy(source[i]);
        return copy;
    }
}
