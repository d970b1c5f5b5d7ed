namespace Orleans.Serialization.Cloning;

/// <summary>Copies the values of one type.</summary>
internal abstract class TypeCopier
{
    /// <summary>Whether the value itself may stand for its copy.</summary>
    public abstract bool IsShallow(CopyMode mode);

    public abstract object Copy(object value, CopyContext context);
}
