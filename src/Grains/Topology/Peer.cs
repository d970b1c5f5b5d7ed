using System.Net;

namespace RagCluster.Grains.Topology;

/// <summary>A silo of the cluster.</summary>
/// <param name="Address">Its address with its generation: another one after a restart.</param>
/// <param name="Name">Its name.</param>
/// <param name="EndPoint">Where it listens to other silos.</param>
internal sealed record Peer(string Address, string Name, IPEndPoint EndPoint);
