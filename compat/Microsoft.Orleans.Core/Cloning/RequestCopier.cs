namespace Orleans.Serialization.Cloning;

/// <summary>For calls that are themselves arguments: they are used once and never shared.</summary>
internal sealed class RequestCopier : TypeCopier
{
    public static RequestCopier Instance { get; } = new();

    public override bool IsShallow(CopyMode mode) => true;

    public override object Copy(object value, CopyContext context) => value;
}
