namespace Orleans.Serialization.Cloning;

/// <summary>For references to grains, and for grains themselves, in whose place a reference goes.</summary>
internal sealed class ReferenceCopier : TypeCopier
{
    public static ReferenceCopier Instance { get; } = new();

    public override bool IsShallow(CopyMode mode) => false;

    public override object Copy(object value, CopyContext context)
    {
        GrainReference reference = ((IAddressable)value).AsReference();
        if (ReferenceEquals(reference.Shared.References, context.References))
            return reference;
        return reference.Shared.Interface is { } type
            ? context.References.Create(reference.GrainId, type)
            : context.References.Create(reference.GrainId);
    }
}
