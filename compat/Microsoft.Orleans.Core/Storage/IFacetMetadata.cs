namespace Orleans;

/// <summary>Marks attributes that say how a constructor's parameter is made.</summary>
public interface IFacetMetadata;
