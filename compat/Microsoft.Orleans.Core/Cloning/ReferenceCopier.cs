namespace Orleans.Serialization.Cloning;

/// <summary>For references to grains, and for grains themselves, in whose place a reference goes.</summary>
internal sealed class ReferenceCopier : TypeCopier
{
    public static ReferenceCopier Instance { get; } = new();

    public override bool IsShallow(CopyMode mode) => false;

    public override object Copy(object value, CopyContext context)
    {
        if (value is IGrainObserver and not GrainReference and not IGrainBase)
        {
            throw new NotSupportedException(
                $"IGrainObserver parameters must be GrainReference or Grain and cannot be type {value.GetType()}. Did you forget "
                    + $"to CreateObjectReference?"
            );
        }

        GrainReference reference = ((IAddressable)value).AsReference();
        if (ReferenceEquals(reference.Shared.References, context.References))
            return reference;
        return reference.Shared.Interface is { } type
            ? context.References.Create(reference.GrainId, type)
            : context.References.Create(reference.GrainId);
    }
}
