using Orleans.Concurrency;

namespace RagCluster.Grains.Interfaces.Operations;

/// <summary>Reads everything that is stored and compares it with its checksums, for operators. Key: <see cref="Key"/>.</summary>
[Alias("RagCluster.IStoreCheckGrain")]
public interface IStoreCheckGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "check";

    /// <summary>Begins a check, unless one runs.</summary>
    /// <param name="repair">Whether to mend what is damaged.</param>
    [Alias("Start")]
    Task<StoreCheckState> StartAsync(bool repair);

    /// <summary>The check that runs, or the last one.</summary>
    [AlwaysInterleave]
    [ReadOnly]
    [Alias("Get")]
    Task<StoreCheckState> GetAsync();
}
