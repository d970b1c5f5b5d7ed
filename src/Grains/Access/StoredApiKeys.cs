namespace RagCluster.Grains.Access;

/// <summary>The state of an <see cref="ApiKeysGrain"/>.</summary>
[GenerateSerializer]
[Alias("RagCluster.StoredApiKeys")]
internal sealed class StoredApiKeys
{
    /// <summary>The keys.</summary>
    [Id(0)]
    public StoredApiKey[] Keys { get; set; } = [];

    /// <summary>Whether there was ever a key of an administrator of the default tenant, be it revoked since.</summary>
    [Id(1)]
    public bool HadFirst { get; set; }
}
