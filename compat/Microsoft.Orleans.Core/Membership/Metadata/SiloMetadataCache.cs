namespace Orleans.Runtime.MembershipService.SiloMetadata;

/// <summary>Reads it from the view: it came with the silo's row.</summary>
internal sealed class SiloMetadataCache(MembershipAgent membership) : ISiloMetadataCache
{
    public SiloMetadata GetSiloMetadata(SiloAddress siloAddress)
    {
        if (membership.View.Members.GetValueOrDefault(siloAddress)?.Metadata is not { } values)
            return SiloMetadata.Empty;
        SiloMetadata metadata = new();
        metadata.AddMetadata(values);
        return metadata;
    }
}
