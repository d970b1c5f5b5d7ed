namespace RagCluster.Api.Json;

/// <summary>A body that says which options of a nested part an arm sets.</summary>
internal interface INestedOverrides : IOverrides;
