namespace Orleans.Serialization.Cloning;

/// <summary>For views of arrays: the part in view is copied.</summary>
internal sealed class MemoryOfCopier<T> : TypeCopier
{
    private readonly ArrayCopier<T> _arrays = new();

    public override bool IsShallow(CopyMode mode) => false;

    public override object Copy(object value, CopyContext context) =>
        value switch
        {
            Memory<T> memory => new Memory<T>((T[])_arrays.Copy(memory.ToArray(), context)),
            ReadOnlyMemory<T> memory => new ReadOnlyMemory<T>((T[])_arrays.Copy(memory.ToArray(), context)),
            ArraySegment<T> segment => new ArraySegment<T>((T[])_arrays.Copy(segment.ToArray(), context)),
            _ => throw new CodecNotFoundException($"Could not find a copier for type {value.GetType()}."),
        };
}
