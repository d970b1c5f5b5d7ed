namespace Orleans.Runtime;

/// <summary>An interface that a grain answers without implementing it.</summary>
internal interface IGrainExtension : IAddressable;
