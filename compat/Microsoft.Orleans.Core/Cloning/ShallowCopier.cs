namespace Orleans.Serialization.Cloning;

/// <summary>For types whose values never change.</summary>
internal sealed class ShallowCopier : TypeCopier
{
    public static ShallowCopier Instance { get; } = new();

    public override bool IsShallow(CopyMode mode) => true;

    public override object Copy(object value, CopyContext context) => value;
}
