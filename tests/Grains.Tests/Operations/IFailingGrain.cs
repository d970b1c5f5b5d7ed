namespace RagCluster.Grains.Tests.Operations;

/// <summary>Fails as a grain does whose library fails.</summary>
public interface IFailingGrain : IGrainWithStringKey
{
    Task FailAsync();

    Task FailWithCauseAsync();
}
