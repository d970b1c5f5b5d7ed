namespace Orleans.Runtime;

/// <summary>Installs extensions on an activation.</summary>
internal interface IGrainExtensionBinder
{
    TExtensionInterface GetExtension<TExtensionInterface>()
        where TExtensionInterface : class, IGrainExtension;

    (TExtension, TExtensionInterface) GetOrSetExtension<TExtension, TExtensionInterface>(Func<TExtension> newExtensionFunc)
        where TExtension : class, TExtensionInterface
        where TExtensionInterface : class, IGrainExtension;
}
