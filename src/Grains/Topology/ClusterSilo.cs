namespace RagCluster.Grains.Topology;

/// <summary>A silo that serves.</summary>
/// <param name="Address">Its address with its generation: another one after a restart.</param>
/// <param name="Name">Its name: the same after a restart.</param>
/// <param name="Roles">What it is there for.</param>
/// <param name="Capacity">How much it can do compared with the others; processors by default.</param>
/// <param name="HasGpu">Whether it computes embeddings on a GPU.</param>
internal sealed record ClusterSilo(string Address, string Name, SiloRoles Roles, double Capacity, bool HasGpu);
