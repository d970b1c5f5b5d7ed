namespace Orleans.Cluster.Tests.Redis;

/// <summary>Tells where it is.</summary>
public interface IWhereGrain : IGrainWithIntegerKey
{
    Task<SiloAddress> Where();
}
