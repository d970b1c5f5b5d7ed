namespace Orleans.Runtime.MembershipService.SiloMetadata;

/// <summary>What the silos say of themselves.</summary>
public interface ISiloMetadataCache
{
    /// <summary>Empty for a silo that is not known.</summary>
    SiloMetadata GetSiloMetadata(SiloAddress siloAddress);
}
