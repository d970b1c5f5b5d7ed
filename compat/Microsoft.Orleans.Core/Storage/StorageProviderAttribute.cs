namespace Orleans.Providers;

/// <summary>Names the storage of a <see cref="Grain{TGrainState}"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class StorageProviderAttribute : Attribute
{
    public string ProviderName { get; set; } = ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;
}
