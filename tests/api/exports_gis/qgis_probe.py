"""Run by Debian's own Python: what a headless QGIS sees of a file or a live layer, as JSON.

``qgis_probe.py PICTURE KIND ADDRESS [NAME]``: KIND is ``gpkg`` (a file and its table), ``qlr``
(a layer definition) or ``oapif`` (a service and its collection).
"""

import json
import sys

from qgis.core import (
    QgsApplication,
    QgsLayerDefinition,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor


def opened(kind, address, name):
    if kind == "gpkg":
        return QgsVectorLayer(f"{address}|layername={name}", name, "ogr")
    if kind == "oapif":
        return QgsVectorLayer(f"url='{address}' typename='{name}'", name, "OAPIF")
    root = QgsProject.instance().layerTreeRoot()
    done, error = QgsLayerDefinition.loadLayerDefinition(address, QgsProject.instance(), root)
    if not done:
        raise SystemExit(error)
    return next(iter(QgsProject.instance().mapLayers().values()))


def seen(layer):
    renderer = layer.renderer()
    categorized = renderer.type() == "categorizedSymbol"
    return {
        "valid": layer.isValid(),
        "error": layer.error().summary(),
        "features": sum(1 for _ in layer.getFeatures()) if layer.isValid() else -1,
        "by": renderer.classAttribute() if categorized else None,
        "categories": [c.label() for c in renderer.categories()] if categorized else [],
        "aliases": {field.name(): field.alias() for field in layer.fields() if field.alias()},
        "labelled": layer.labelsEnabled(),
    }


def drawn(layer, path):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(900, 700))
    settings.setBackgroundColor(QColor("white"))
    extent = layer.extent()
    extent.scale(1.1)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(path)


def main():
    picture, kind, address, *name = sys.argv[1:]
    application = QgsApplication([], False)
    application.initQgis()
    layer = opened(kind, address, name[0] if name else None)
    sys.stdout.write(json.dumps(seen(layer)) + "\n")
    if layer.isValid():
        drawn(layer, picture)
    sys.stdout.flush()
    application.exitQgis()


main()
