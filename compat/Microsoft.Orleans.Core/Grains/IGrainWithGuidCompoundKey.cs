namespace Orleans;

/// <summary>A grain named by a GUID and a text.</summary>
public interface IGrainWithGuidCompoundKey : IGrain;
