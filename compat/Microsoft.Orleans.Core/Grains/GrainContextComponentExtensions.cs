namespace Orleans;

/// <summary>Components of an activation.</summary>
public static class GrainContextComponentExtensions
{
    public static TComponent GetGrainExtension<TComponent>(this IGrainContext context)
        where TComponent : class, IGrainExtension =>
        context.GetComponent(typeof(IGrainExtensionBinder)) is IGrainExtensionBinder binder
            ? binder.GetExtension<TComponent>()
            : throw new InvalidOperationException($"No {nameof(IGrainExtensionBinder)} is available on the current grain context.");
}
