namespace Orleans.Serialization.Cloning;

/// <summary>For types marked [Immutable]: shared within the process.</summary>
internal sealed class ImmutableCopier(TypeCopier inner) : TypeCopier
{
    public override bool IsShallow(CopyMode mode) => mode == CopyMode.Local || inner.IsShallow(mode);

    public override object Copy(object value, CopyContext context) => context.Mode == CopyMode.Local ? value : inner.Copy(value, context);
}
