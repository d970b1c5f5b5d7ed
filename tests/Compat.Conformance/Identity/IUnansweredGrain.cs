namespace RagCluster.Compat.Conformance.Identity;

public interface IUnansweredGrain : IGrainWithStringKey
{
    Task Nothing();
}
