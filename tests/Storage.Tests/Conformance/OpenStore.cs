using RagCluster.Storage.Caching;

namespace RagCluster.Storage.Tests.Conformance;

/// <summary>All contracts over one open store.</summary>
/// <param name="Documents">The documents; disposing of them closes the store.</param>
/// <param name="KeyValues">The small values.</param>
/// <param name="ColdCache">The cached values.</param>
public sealed record OpenStore(IDocumentStore Documents, IKeyValueStore KeyValues, ICacheStore ColdCache);
